import unittest
from datetime import datetime, timezone
from urllib.parse import quote

from account import fresh_container
from azure.core.exceptions import ClientAuthenticationError, HttpResponseError
from azure.storage.blob import BlobClient, BlobSasPermissions, generate_blob_sas

MUCH_LATER = datetime(2099, 1, 1, tzinfo=timezone.utc)

NAMES = [
    "a b",
    "a+b",
    "100%",
    "a%2Fb",
    "a#b?c=d&e",
    "'single' \"double\"",
    "[a]{b}(c)<d>|e*",
    "~!@$^=-_;:,.x",
    "äöü ß é",
    "日本語",
    "😀👩‍👩‍👧",
    "folder//b",
    "a/",
]


class Names(unittest.TestCase):
    def setUp(self):
        self.container = fresh_container()

    def signed(self, name, signed_name):
        """A client that may do what a signature for signed_name allows."""
        credential = self.container.credential
        signature = generate_blob_sas(
            credential.account_name,
            self.container.container_name,
            signed_name,
            account_key=credential.account_key,
            permission=BlobSasPermissions(read=True, create=True, write=True, delete=True),
            expiry=MUCH_LATER,
        )
        return BlobClient.from_blob_url(
            f"{self.container.url}/{quote(name, safe='/')}?{signature}"
        )

    def test_odd_names_are_written_listed_and_read_with_the_key(self):
        for name in NAMES:
            self.container.upload_blob(name, name.encode())

        listed = [blob.name for blob in self.container.list_blobs()]

        self.assertEqual(sorted(NAMES), sorted(listed))
        for name in listed:
            self.assertEqual(name.encode(), self.container.download_blob(name).readall())

    def test_odd_names_are_written_read_and_deleted_with_a_signature(self):
        for name in NAMES:
            with self.subTest(name):
                blob = self.signed(name, name)
                blob.upload_blob(b"x")
                self.assertEqual(b"x", blob.download_blob().readall())
                blob.delete_blob()

    def test_a_backslash_is_a_slash(self):
        self.container.upload_blob("a\\b", b"x")

        self.assertEqual(["a/b"], [blob.name for blob in self.container.list_blobs()])
        self.assertEqual(b"x", self.container.download_blob("a/b").readall())

    def test_a_signature_covers_a_slash_where_the_name_has_a_backslash(self):
        self.signed("a\\b", "a/b").upload_blob(b"x")

        self.assertEqual(b"x", self.signed("a\\b", "a/b").download_blob().readall())
        with self.assertRaises(ClientAuthenticationError):
            self.signed("a\\b", "a/c").download_blob()

    def test_a_name_that_XML_cannot_hold_is_listed(self):
        self.container.upload_blob("folder\uffff/b c", b"x")

        self.assertEqual(["folder\uffff/b c"], [blob.name for blob in self.container.list_blobs()])
        self.assertEqual(["folder\uffff/"], [blob.name for blob in self.container.walk_blobs()])

    def test_a_name_that_the_service_refuses(self):
        for name in ["a\x01b", "a\x81b", "a\ue000b"]:
            with self.subTest(ascii(name)), self.assertRaises(HttpResponseError) as caught:
                self.container.upload_blob(name, b"x")
            self.assertEqual(400, caught.exception.status_code)
