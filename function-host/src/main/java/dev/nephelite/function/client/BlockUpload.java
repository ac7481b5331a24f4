package dev.nephelite.function.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Puts one block blob together, block by block. */
final class BlockUpload {
    static final int BLOCK_SIZE = 4 << 20;

    private final Endpoint endpoint;
    private final String blob;
    private final List<String> ids = new ArrayList<>();

    BlockUpload(Endpoint endpoint, String blob) {
        this.endpoint = endpoint;
        this.blob = blob;
    }

    /** Sends the next block, which counts only if the service takes it. */
    StorageReply add(byte[] block) {
        String id = Base64.getEncoder()
                .encodeToString("block-%06d".formatted(ids.size()).getBytes(StandardCharsets.US_ASCII));
        StorageReply storageReply = endpoint.send(StorageCall.of("Put Block of '" + blob + "'", "PUT", blob)
                .query("comp", "block")
                .query("blockid", id)
                .body(block));
        if (storageReply.isSuccess()) {
            ids.add(id);
        }
        return storageReply;
    }

    /** Sends {@code rest} and makes all of it the blob; returns what the service said to that. */
    StorageReply complete(InputStream rest) throws IOException {
        for (byte[] block = next(rest); block.length > 0; block = next(rest)) {
            add(block).requireSuccess();
        }
        StringBuilder list = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
        ids.forEach(id -> list.append("<Latest>").append(id).append("</Latest>"));
        byte[] document = list.append("</BlockList>").toString().getBytes(StandardCharsets.UTF_8);
        return endpoint.send(StorageCall.of("Put Block List of '" + blob + "'", "PUT", blob)
                .query("comp", "blocklist")
                .body(document));
    }

    private static byte[] next(InputStream rest) throws IOException {
        return rest.readNBytes(BLOCK_SIZE);
    }
}
