package dev.nephelite.blob.protocol;

import dev.nephelite.emulator.value.Account;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;

/** The operations on blobs that support conditions. */
enum ConditionalWrite {
    SET_METADATA(Blobs.BLOCK) {
        @Override
        Response send(BlobService service, RequestSpecification request, String path) {
            return request.put(path + "?comp=metadata");
        }
    },
    SET_PROPERTIES(Blobs.BLOCK) {
        @Override
        Response send(BlobService service, RequestSpecification request, String path) {
            return request.put(path + "?comp=properties");
        }
    },
    SET_TIER(Blobs.BLOCK) {
        @Override
        Response send(BlobService service, RequestSpecification request, String path) {
            return request.header("x-ms-access-tier", "Cool").put(path + "?comp=tier");
        }
    },
    SET_TAGS(Blobs.BLOCK) {
        @Override
        Response send(BlobService service, RequestSpecification request, String path) {
            return request.body(bytes("<Tags><TagSet/></Tags>")).put(path + "?comp=tags");
        }
    },
    PUT_BLOB(Blobs.BLOCK) {
        @Override
        Response send(BlobService service, RequestSpecification request, String path) {
            return request.header("x-ms-blob-type", "BlockBlob").put(path);
        }
    },
    PUT_BLOCK_LIST(Blobs.BLOCK) {
        @Override
        Response send(BlobService service, RequestSpecification request, String path) {
            return request.body(bytes("<BlockList />")).put(path + "?comp=blocklist");
        }
    },
    COPY(Blobs.BLOCK) {
        @Override
        Response send(BlobService service, RequestSpecification request, String path) {
            return from(service, request).put(path);
        }
    },
    COPY_FROM_URL(Blobs.BLOCK) {
        @Override
        Response send(BlobService service, RequestSpecification request, String path) {
            return from(service, request).header("x-ms-requires-sync", true).put(path);
        }
    },
    PUT_BLOB_FROM_URL(Blobs.BLOCK) {
        @Override
        Response send(BlobService service, RequestSpecification request, String path) {
            return from(service, request).header("x-ms-blob-type", "BlockBlob").put(path);
        }
    },
    SNAPSHOT(Blobs.BLOCK) {
        @Override
        Response send(BlobService service, RequestSpecification request, String path) {
            return request.put(path + "?comp=snapshot");
        }
    },
    LEASE(Blobs.BLOCK) {
        @Override
        Response send(BlobService service, RequestSpecification request, String path) {
            return request.header("x-ms-lease-action", "acquire")
                    .header("x-ms-lease-duration", 15)
                    .put(path + "?comp=lease");
        }
    },
    PUT_PAGE(Blobs.PAGE) {
        @Override
        Response send(BlobService service, RequestSpecification request, String path) {
            return request.header("x-ms-page-write", "update")
                    .header("x-ms-range", "bytes=0-511")
                    .body(new byte[512])
                    .put(path + "?comp=page");
        }
    },
    RESIZE(Blobs.PAGE) {
        @Override
        Response send(BlobService service, RequestSpecification request, String path) {
            return request.header("x-ms-blob-content-length", 1024).put(path + "?comp=properties");
        }
    },
    APPEND_BLOCK(Blobs.APPEND) {
        @Override
        Response send(BlobService service, RequestSpecification request, String path) {
            return request.body(bytes("line")).put(path + "?comp=appendblock");
        }
    },
    SEAL(Blobs.APPEND) {
        @Override
        Response send(BlobService service, RequestSpecification request, String path) {
            return request.put(path + "?comp=seal");
        }
    },
    DELETE(Blobs.BLOCK) {
        @Override
        Response send(BlobService service, RequestSpecification request, String path) {
            return request.delete(path);
        }
    };

    private final String blob;

    ConditionalWrite(String blob) {
        this.blob = blob;
    }

    /** A blob of the type that the operation is for. */
    String blob() {
        return blob;
    }

    abstract Response send(BlobService service, RequestSpecification request, String path);

    private static RequestSpecification from(BlobService service, RequestSpecification request) {
        return request.header("x-ms-copy-source", service.signed(Account.DEVELOPMENT, "photos", Blobs.SOURCE, "r"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The existing blobs. */
    static final class Blobs {
        static final String BLOCK = "/photos/cat.txt";
        static final String PAGE = "/photos/disk.vhd";
        static final String APPEND = "/photos/app.log";

        /** In its container. */
        static final String SOURCE = "source.txt";

        private Blobs() {}
    }
}
