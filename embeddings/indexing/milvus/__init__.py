"""The passage index kept in Milvus, for a corpus that has outgrown one machine."""

REFERENCE = "milvus.json"
"""The file in a generation's folder that names its collections."""
