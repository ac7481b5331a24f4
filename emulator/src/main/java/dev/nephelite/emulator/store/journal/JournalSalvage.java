package dev.nephelite.emulator.store.journal;

import dev.nephelite.emulator.store.table.PendingChanges;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the journal up to the first damage, and identifies the changes after it. Those cannot be applied, because they build
 * upon missing changes. Changes no file.
 */
public final class JournalSalvage {
    /** The most bytes to check for the next intact frame after one whose length is damaged. */
    private static final long MAX_BYTES_TRIED = 256L * 1024 * 1024;

    private final Path folder;
    private final List<Long> numbers;
    private final Set<Change> unapplied = new LinkedHashSet<>();
    private @Nullable Path damagedFile;
    private boolean losing;
    private String problem = "";
    private @Nullable String unfinished;

    public JournalSalvage(Path folder) throws IOException {
        this.folder = folder;
        numbers = Files.isDirectory(folder) ? JournalFiles.numbersIn(folder) : List.of();
    }

    public List<Long> numbers() {
        return numbers;
    }

    /** The number of the first file, or null if there is none. */
    public @Nullable Long first() {
        return numbers.isEmpty() ? null : numbers.get(0);
    }

    /** The file in which acknowledged writes are damaged or missing, or null if there is none. */
    public @Nullable Path damagedFile() {
        return damagedFile;
    }

    /** What is wrong with {@link #damagedFile}. */
    public String problem() {
        return problem;
    }

    /**
     * Whether acknowledged writes are certainly lost: a file is missing, or a write after the damage is readable. Otherwise
     * the damage is at the very end, and may be a write that was interrupted before it was acknowledged.
     */
    public boolean isLosing() {
        return losing;
    }

    /** A note that the last write is incomplete and was never acknowledged, or null if it is complete. */
    public @Nullable String unfinished() {
        return unfinished;
    }

    /** The changes after the damage. */
    public Set<Change> unapplied() {
        return unapplied;
    }

    /** Visits every change from the file {@code first} on, up to the first damage. */
    public void read(long first, PendingChanges.Visitor visitor) throws IOException {
        List<Long> needed = numbers.stream().filter(number -> number >= first).toList();
        long expected = first;
        for (long number : needed) {
            if (damagedFile == null && number != expected) {
                damaged(JournalFiles.fileIn(folder, expected), "is missing");
                losing = true;
            }
            boolean last = number == needed.get(needed.size() - 1);
            read(JournalFiles.fileIn(folder, number), last, damagedFile == null ? visitor : this::unapplied);
            expected = number + 1;
        }
    }

    private void read(Path file, boolean last, PendingChanges.Visitor visitor) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        PendingChanges.Visitor current = visitor;
        int position = 0;
        while (position < bytes.length) {
            byte @Nullable [] changes = frame(bytes, position);
            if (changes != null) {
                losing |= damagedFile != null;
                JournalFrame.decode(changes, current);
                position += Math.toIntExact(JournalFrame.size(changes));
                continue;
            }
            int next = nextFrame(bytes, position);
            if (next < 0 && last && JournalFrame.isUnfinishedAt(bytes, position)) {
                unfinished = file + " ends in a write of " + (bytes.length - position)
                        + " bytes that was not finished, and so not acknowledged";
                return;
            }
            if (damagedFile == null) {
                damaged(file, "does not match its checksum from byte " + position + " on");
            }
            current = this::unapplied;
            position = next < 0 ? bytes.length : next;
        }
    }

    private void damaged(Path file, String what) {
        damagedFile = file;
        problem = what;
    }

    private void unapplied(String table, String key, byte @Nullable [] record) {
        unapplied.add(new Change(table, key, record != null));
    }

    /** The position of the next intact frame, or -1 if there is none. */
    private static int nextFrame(byte[] bytes, int damaged) throws IOException {
        long length = JournalFrame.lengthAt(bytes, damaged);
        long behind = damaged + JournalFrame.HEAD + length;
        if (length > 0 && behind < bytes.length && frame(bytes, (int) behind) != null) {
            return (int) behind;
        }
        long budget = MAX_BYTES_TRIED;
        for (int position = damaged + 1; position < bytes.length && budget > 0; position++) {
            long candidate = JournalFrame.lengthAt(bytes, position);
            if (candidate > 0
                    && candidate <= bytes.length - position - JournalFrame.HEAD
                    && JournalFrame.isLikelyAt(bytes, position)) {
                budget -= candidate;
                if (frame(bytes, position) != null) {
                    return position;
                }
            }
        }
        return -1;
    }

    private static byte @Nullable [] frame(byte[] bytes, int position) throws IOException {
        int left = bytes.length - position;
        return JournalFrame.read(new DataInputStream(new ByteArrayInputStream(bytes, position, left)), left);
    }

    /** A record that was written or removed. */
    public record Change(String table, String key, boolean written) {}
}
