package dev.nephelite.function.java.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The library of async-profiler for this platform, from the jar that may be on the class path of the host. */
public final class AsyncProfilerLibrary {
    private static final String NAME = "libasyncProfiler";

    private AsyncProfilerLibrary() {}

    /**
     * Returns the library in the cache, where it is unpacked on first use. A process has to load the same file every time.
     *
     * @throws UnsupportedOperationException if there is none for this platform
     */
    public static Path unpack(Path cache) {
        byte[] library = read();
        CRC32 checksum = new CRC32();
        checksum.update(library);
        Path file = cache.resolve("async-profiler").resolve("%s-%08x.so".formatted(NAME, checksum.getValue()));
        if (!Files.exists(file)) {
            try {
                Path folder = Files.createDirectories(Objects.requireNonNull(file.getParent(), "it is in the cache"));
                Path draft = Files.write(Files.createTempFile(folder, NAME, ".draft"), library);
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException unwritable) {
                throw new UncheckedIOException("async-profiler cannot be unpacked to " + file, unwritable);
            }
        }
        return file;
    }

    private static byte[] read() {
        String system = System.getProperty("os.name") + " on " + System.getProperty("os.arch");
        String resource = folder(System.getProperty("os.name"), System.getProperty("os.arch"))
                .map(folder -> "/" + folder + "/" + NAME + ".so")
                .orElseThrow(() -> new UnsupportedOperationException(
                        "There is no async-profiler for " + system + ". Use Flight Recorder, the default, instead."));
        try (@Nullable InputStream content = AsyncProfilerLibrary.class.getResourceAsStream(resource)) {
            if (content == null) {
                throw new UnsupportedOperationException(
                        "The library tools.profiler:async-profiler is not on the class path of Nephelite.");
            }
            return content.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The folder of the jar with the library for a platform. */
    static Optional<String> folder(String system, String architecture) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return Optional.of("macos");
        }
        if (!name.startsWith("linux")) {
            return Optional.empty();
        }
        return switch (architecture) {
            case "amd64", "x86_64" -> Optional.of("linux-x64");
            case "aarch64" -> Optional.of("linux-arm64");
            default -> Optional.empty();
        };
    }
}
