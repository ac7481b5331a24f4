package dev.nephelite.program.crash;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What clients do to containers and blobs. */
final class BlobSteps {
    private BlobSteps() {}

    record CreateContainer(String container) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            storage.blobs().require(201, "PUT", "/" + container + "?restype=container");
        }

        @Override
        public void change(State state) {
            state.createContainer(container);
        }
    }

    /** Deletes every blob in it as well, of which no event tells. */
    record DeleteContainer(String container) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            storage.blobs().require(202, "DELETE", "/" + container + "?restype=container");
        }

        @Override
        public void change(State state) {
            state.deleteContainer(container);
        }
    }

    record PutBlob(String container, String name, Body body) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            Map<String, String> type = Map.of("x-ms-blob-type", "BlockBlob");
            storage.blobs().require(201, "PUT", "/" + container + "/" + name, type, body.bytes());
        }

        @Override
        public void change(State state) {
            state.blobs(container).put(name, StoredBlob.of(body));
            state.happened("PutBlob " + container + "/" + name + " " + body.size());
        }
    }

    /** Deletes the blocks that wait as well. */
    record DeleteBlob(String container, String name) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            storage.blobs().require(202, "DELETE", "/" + container + "/" + name);
        }

        @Override
        public void change(State state) {
            int size = state.blob(container, name).size();
            state.blobs(container).remove(name);
            state.happened("DeleteBlob " + container + "/" + name + " " + size);
        }
    }

    record PutBlock(String container, String name, Body block) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            String id = URLEncoder.encode(block.id(), StandardCharsets.UTF_8);
            String target = "/" + container + "/" + name + "?comp=block&blockid=" + id;
            storage.blobs().require(201, "PUT", target, block.bytes());
        }

        @Override
        public void change(State state) {
            state.blobs(container).put(name, state.blob(container, name).with(block));
        }
    }

    /** Blocks that wait and are not in the list are gone afterwards. */
    record PutBlockList(String container, String name, List<Body> blocks) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            String list = blocks.stream()
                    .map(block -> "<Latest>" + block.id() + "</Latest>")
                    .collect(Collectors.joining("", "<BlockList>", "</BlockList>"));
            String target = "/" + container + "/" + name + "?comp=blocklist";
            storage.blobs().require(201, "PUT", target, list.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void change(State state) {
            StoredBlob committed = StoredBlob.ofBlocks(blocks);
            state.blobs(container).put(name, committed);
            state.happened("PutBlockList " + container + "/" + name + " " + committed.size());
        }
    }

    /** Copies a blob in the same container, with which it shares its bytes. */
    record CopyBlob(String container, String source, String name) implements Step {
        @Override
        public void send(Storage storage) throws IOException, InterruptedException {
            Map<String, String> from =
                    Map.of("x-ms-copy-source", storage.blobs().endpoint() + "/" + container + "/" + source);
            storage.blobs().require(202, "PUT", "/" + container + "/" + name, from, new byte[0]);
        }

        @Override
        public void change(State state) {
            StoredBlob copy = state.blob(container, source).committed();
            state.blobs(container).put(name, copy);
            state.happened("CopyBlob " + container + "/" + name + " " + copy.size());
        }
    }
}
