package dev.nephelite.emulator.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What disks do to files, done on purpose. */
public final class FileDamage {
    private FileDamage() {}

    static long placeOf(Path file, String text) throws IOException {
        String all = Files.readString(file, StandardCharsets.ISO_8859_1);
        int place = all.indexOf(text);
        assertThat(place).isNotNegative();
        return place;
    }

    static void flip(Path file, long place) throws IOException {
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            damaged.seek(place);
            int before = damaged.read();
            damaged.seek(place);
            damaged.write(before ^ 1);
        }
    }

    static void zero(Path file, long place, int count) throws IOException {
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            damaged.seek(place);
            damaged.write(new byte[(int) Math.min(count, damaged.length() - place)]);
        }
    }

    static void truncate(Path file, long length) throws IOException {
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            damaged.setLength(length);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
