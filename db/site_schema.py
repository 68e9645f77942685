"""The indexes that lists of changes are read by: without them each list looks at every step ever recorded."""

SITE_INDEXES_0012 = """
CREATE INDEX steps_time ON steps(first_capture);
CREATE INDEX steps_document_time ON steps(document_id, first_capture, technical);
CREATE INDEX versions_language ON versions(language, document_id);
"""
