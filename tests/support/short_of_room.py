"""policytrail on a disk that is full once a file has so many bytes: short_of_room.py BYTES ARGUMENT..."""

import resource
import signal
import sys

from policytrail.cli import main

if __name__ == "__main__":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # so that the write fails, as on a full disk
    most = int(sys.argv.pop(1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    main()
