"""The connection to Milvus, with plain values in and out: the only home of pymilvus."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from embeddings.errors import SettingsError, UnusableIndexError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from urllib.parse import SplitResult

    from pymilvus import MilvusClient

    Row = dict[str, Any]
    """One entity of a collection, by column."""

_PORT = 19530
"""Where Milvus listens unless told otherwise."""
_WAIT = 30.0
"""Seconds until a request counts as failed: ten times what the slowest takes on a server that is up."""
MOST = 16_384
"""The most entities that Milvus returns for one search."""
_PINGS = {"grpc.keepalive_permit_without_calls": 0}
"""No pings while nothing is asked: of a server or a proxy that gRPC's own limits guard, three of them in a row, half a
minute of quiet, end the connection, and the next request with it. One that breaks is noticed within 15 seconds."""
_VECTORS = {
    "FLOAT_VECTOR": {"index_type": "FLAT", "metric_type": "IP"},
    "SPARSE_FLOAT_VECTOR": {"index_type": "SPARSE_INVERTED_INDEX", "metric_type": "IP"},
}
"""How vectors are searched, by their type: both ways compare every one that meets the filter, so nothing is missed."""


class Milvus:
    """A database of collections.

    Raises SettingsError if the URL or the installation does not serve, UnusableIndexError if the server does not.
    """

    def __init__(self, url: str) -> None:
        parts = _parts(url)
        self.address = f"{parts.hostname}:{parts.port or _PORT}{parts.path.rstrip('/')}"
        with self._errors():
            self._client = _client(parts)

    def make(self, name: str, columns: Mapping[str, Mapping[str, Any]]) -> None:
        """Make a collection with these columns, each with its Milvus type as ``type`` and the type's options.

        Reads see every write that was confirmed before them.
        """
        from pymilvus import DataType

        with self._errors():
            schema, indexes = self._client.create_schema(), self._client.prepare_index_params()
            for column, options in columns.items():
                its = {option: value for option, value in options.items() if option not in {"type", "element"}}
                if "element" in options:
                    its["element_type"] = DataType[options["element"]]
                schema.add_field(column, DataType[options["type"]], **its)
                if options["type"] in _VECTORS:
                    indexes.add_index(column, **_VECTORS[options["type"]])
            self._client.create_collection(name, schema=schema, index_params=indexes, consistency_level="Strong")

    def insert(self, name: str, rows: Sequence[Row]) -> None:
        """Add the rows."""
        with self._errors():
            self._client.insert(name, list(rows))

    def put(self, name: str, row: Row) -> None:
        """Add the row, in place of one with its key."""
        with self._errors():
            self._client.upsert(name, [row])

    def seal(self, name: str) -> None:
        """Write what is in the server's memory to its disk, and make the collection ready for questions."""
        with self._errors():
            self._client.flush(name)
            self._client.load_collection(name)

    def search(self, name: str, column: str, vector: object, expression: str, limit: int) -> list[tuple[int, float]]:
        """Return the keys and scores of the best rows that meet the expression, the best first."""
        with self._errors():
            hits = self._client.search(
                name, [vector], expression, limit=limit, anns_field=column, search_params={"metric_type": "IP"}
            )[0]
            return [(int(hit.id), float(hit.distance)) for hit in hits]

    def query(self, name: str, expression: str, columns: Sequence[str], limit: int | None = None) -> list[Row]:
        """Return the columns of the rows that meet the expression, in no order."""
        options = {} if limit is None else {"limit": limit}
        with self._errors():
            return [dict(row) for row in self._client.query(name, expression, list(columns), **options)]

    def get(self, name: str, keys: Iterable[int | str], columns: Sequence[str]) -> list[Row]:
        """Return the columns of the rows with these keys, in no order; unknown keys have none."""
        with self._errors():
            return [dict(row) for row in self._client.get(name, list(keys), list(columns))]

    def count(self, name: str, expression: str) -> int:
        """Return how many rows meet the expression."""
        return int(self.query(name, expression, ["count(*)"])[0]["count(*)"])

    def names(self) -> list[str]:
        """Return the names of all collections."""
        with self._errors():
            return list(self._client.list_collections())

    def drop(self, name: str) -> None:
        """Remove the collection, if it is there."""
        with self._errors():
            self._client.drop_collection(name)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn what goes wrong into one line that names the server, never its user or password."""
        try:
            from pymilvus.exceptions import MilvusException
        except ImportError:
            raise SettingsError("an index in Milvus needs pymilvus: pip install 'verbatim-news[milvus]'") from None
        try:
            yield
        except MilvusException as error:
            reason = " ".join(str(error.message).split())
            raise UnusableIndexError(
                f"Milvus at {self.address} does not answer as it should ({reason}): see that it runs and may be used"
            ) from error


def _parts(url: str) -> SplitResult:
    """Return the parts of a URL such as ``milvus://user:password@host:19530/database``."""
    try:
        parts = urlsplit(url)
        known = parts.scheme == "milvus" and parts.hostname and (parts.port or _PORT)
    except ValueError:
        known = False
    if not known:
        raise SettingsError("VERBATIM_INDEX_URL should be milvus://host:port or milvus://host:port/database")
    return parts


def _client(parts: SplitResult) -> MilvusClient:
    from pymilvus import MilvusClient

    return MilvusClient(
        f"http://{parts.hostname}:{parts.port or _PORT}",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        db_name=parts.path.strip("/"),
        timeout=_WAIT,
        grpc_options=_PINGS,
    )
