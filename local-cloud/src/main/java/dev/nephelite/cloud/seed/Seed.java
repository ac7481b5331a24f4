package dev.nephelite.cloud.seed;

import dev.nephelite.function.client.BlobClient;
import dev.nephelite.function.client.QueueClient;
import dev.nephelite.function.client.StorageAccount;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Test data: containers with blobs, and queues with messages. It is read completely before anything is written, except for the
 * contents of files. Immutable.
 */
public final class Seed {
    private static final Pattern NAME = Pattern.compile("(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*|\\$web|\\$root");

    private final Map<String, List<SeedBlob>> containers;
    private final Map<String, List<byte[]>> queues;

    /**
     * Data in memory.
     *
     * @param containers the blobs of each container, by its name
     * @param queues the messages of each queue, by its name, in the form in which functions get them
     * @throws InvalidSeedException if a name is not one of a container or queue
     */
    Seed(Map<String, List<SeedBlob>> containers, Map<String, List<byte[]>> queues) {
        containers.keySet().forEach(name -> requireName("container", name));
        queues.keySet().forEach(name -> requireName("queue", name));
        this.containers = new LinkedHashMap<>(containers);
        this.queues = new LinkedHashMap<>(queues);
    }

    /** Refuses other names at once, because the storage would refuse them only after a part of the data was written. */
    private static void requireName(String kind, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidSeedException("'" + name + "' is not the name of a " + kind
                    + ". Use 3 to 63 lowercase letters, digits and single hyphens.");
        }
    }

    /**
     * Reads test data from a JSON file, or from a folder: from {@code seed.json} in it if there is one, otherwise from its
     * subfolders {@code containers} and {@code queues}.
     *
     * @throws InvalidSeedException if it has something else
     * @throws UncheckedIOException if it cannot be read
     */
    public static Seed read(Path fileOrFolder) {
        try {
            if (Files.isDirectory(fileOrFolder)) {
                Path document = fileOrFolder.resolve("seed.json");
                return Files.exists(document) ? read(document) : SeedFolder.read(fileOrFolder);
            }
            Path folder = fileOrFolder.toAbsolutePath().getParent();
            return parse(Files.readString(fileOrFolder), folder == null ? Path.of("") : folder);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + fileOrFolder + ": " + unreadable, unreadable);
        }
    }

    /**
     * Reads test data from a JSON document.
     *
     * @param folder where the files are that the document names
     * @throws InvalidSeedException if it has something else
     * @throws UncheckedIOException if a folder that it names cannot be read
     */
    public static Seed parse(String json, Path folder) {
        return new SeedDocument(folder).parse(json);
    }

    /**
     * Writes the data into an account, as any client does. Containers and queues that exist stay, and blobs are replaced. A queue
     * gets its messages only if it is empty, so that they are not there twice after a restart.
     *
     * @param progress receives, often, how many blobs and messages have been handled, of {@link #size} in all
     * @throws InvalidSeedException if a file is missing
     * @throws dev.nephelite.function.client.RemoteStorageException if the storage refuses something
     */
    public void loadInto(StorageAccount account, IntConsumer progress) {
        AtomicInteger handled = new AtomicInteger();
        BlobClient blobs = account.blobs();
        containers.forEach((container, content) -> {
            blobs.createContainer(container);
            content.forEach(blob -> {
                blob.put(blobs, container);
                progress.accept(handled.incrementAndGet());
            });
        });
        QueueClient client = account.queues();
        queues.forEach((queue, messages) -> {
            client.create(queue);
            if (client.count(queue) == 0) {
                messages.forEach(message -> {
                    client.add(queue, Base64.getEncoder().encodeToString(message));
                    progress.accept(handled.incrementAndGet());
                });
            }
        });
    }

    /** The number of blobs and messages. */
    public int size() {
        return Stream.concat(containers.values().stream(), queues.values().stream())
                .mapToInt(List::size)
                .sum();
    }

    /**
     * A blob.
     *
     * @param headers such as {@code x-ms-blob-content-type}
     */
    record SeedBlob(String name, Content content, Map<String, String> headers) {
        private void put(BlobClient blobs, String container) {
            try (InputStream bytes = content.open()) {
                blobs.put(container, name, bytes, headers);
            } catch (IOException unreadable) {
                throw new InvalidSeedException(
                        "The content of the blob '" + container + "/" + name + "' cannot be read: " + unreadable,
                        unreadable);
            }
        }
    }

    /** The bytes of a blob. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;

        static Content of(byte[] bytes) {
            return () -> new ByteArrayInputStream(bytes);
        }

        static Content of(String text) {
            return of(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
