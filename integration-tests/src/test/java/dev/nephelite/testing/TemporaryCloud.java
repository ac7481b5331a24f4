package dev.nephelite.testing;

import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import dev.nephelite.cloud.LocalCloud;
import dev.nephelite.cloud.LocalCloudBuilder;
import dev.nephelite.emulator.auth.AuthorizationOptions.OAuthMode;
import dev.nephelite.function.FunctionHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A local cloud that accepts tokens, too, on a data folder of its own, which is deleted when the cloud is closed. */
public final class TemporaryCloud implements AutoCloseable {
    private final Path folder;
    private final LocalCloud cloud;

    public TemporaryCloud() {
        this(builder -> builder);
    }

    /** A cloud with more options. */
    public TemporaryCloud(UnaryOperator<LocalCloudBuilder> options) {
        try {
            folder = Files.createTempDirectory("cloud");
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        cloud = options.apply(LocalCloud.builder().location(folder).oauth(OAuthMode.BASIC))
                .start();
    }

    public String connectionString() {
        return cloud.connectionString();
    }

    /** The URL of the development account in the Blob service. */
    public String blobEndpoint() {
        return cloud.endpoints().blob();
    }

    /** A client of the Blob service as most applications have it. */
    public BlobServiceClient blobs() {
        return new BlobServiceClientBuilder()
                .connectionString(connectionString())
                .buildClient();
    }

    /** The host of a cloud that runs functions. */
    public FunctionHost functionHost() {
        return cloud.functionHost().orElseThrow();
    }

    @Override
    public void close() {
        cloud.close();
        try {
            List<Path> leavesFirst;
            try (Stream<Path> all = Files.walk(folder)) {
                leavesFirst = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : leavesFirst) {
                Files.delete(file);
            }
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }
}
