import unittest

from account import fresh_container
from azure.storage.blob import BlobType, ContentSettings, StandardBlobTier

MEBIBYTE = 1024 * 1024


class Uploads(unittest.TestCase):
    def setUp(self):
        self.container = fresh_container()

    def assert_uploaded(self, blob, content):
        properties = blob.get_blob_properties()
        self.assertEqual({"owner": "Anna"}, properties.metadata)
        self.assertEqual("text/special", properties.content_settings.content_type)
        self.assertEqual(len(content), properties.size)
        self.assertTrue(content == blob.download_blob(max_concurrency=2).readall())

    def upload(self, content, **options):
        return self.container.upload_blob(
            "blob",
            content,
            metadata={"owner": "Anna"},
            content_settings=ContentSettings(content_type="text/special"),
            **options,
        )

    def test_a_small_block_blob_with_metadata(self):
        self.assert_uploaded(self.upload(b"content"), b"content")

    def test_a_block_blob_of_more_than_64_MiB_with_metadata_tags_and_a_tier(self):
        content = bytes(range(256)) * (65 * MEBIBYTE // 256) + b"end"

        blob = self.upload(content, tags={"year": "2026"}, standard_blob_tier=StandardBlobTier.COOL, max_concurrency=2)

        self.assert_uploaded(blob, content)
        self.assertEqual({"year": "2026"}, blob.get_blob_tags())
        self.assertEqual("Cool", blob.get_blob_properties().blob_tier)

    def test_an_append_blob_with_metadata(self):
        content = b"line\n" * MEBIBYTE

        blob = self.upload(content, blob_type=BlobType.AppendBlob)
        self.assert_uploaded(blob, content)

        blob.upload_blob(b"end", blob_type=BlobType.AppendBlob)
        self.assertEqual(len(content) + 3, blob.get_blob_properties().size)

    def test_a_page_blob_with_metadata(self):
        content = bytes(512) + b"x" * 5 * MEBIBYTE + bytes(512)

        self.assert_uploaded(self.upload(content, blob_type=BlobType.PageBlob), content)

    def test_a_blob_is_replaced_together_with_its_metadata(self):
        blob = self.upload(b"old")

        blob.upload_blob(b"new", overwrite=True, metadata={"owner": "Bert"})

        self.assertEqual({"owner": "Bert"}, blob.get_blob_properties().metadata)
        self.assertEqual(b"new", blob.download_blob().readall())
