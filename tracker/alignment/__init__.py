"""Which clause of the old version became which clause of the new one."""
