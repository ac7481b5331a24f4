package dev.nephelite.emulator.store.journal;

import dev.nephelite.emulator.store.disk.DamagedFiles;
import dev.nephelite.emulator.store.disk.DataFolder;
import dev.nephelite.emulator.store.disk.Disk;
import dev.nephelite.emulator.store.table.PendingChanges;
import dev.nephelite.emulator.store.table.RecordKey;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of the journal, numbered in the order in which they were begun. */
public final class JournalFiles {
    private static final Logger LOG = Logger.getLogger(JournalFiles.class.getName());
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{16})\\.journal");
    private static final int BUFFER = 256 * 1024;

    private final Path folder;
    private final Path reserve;
    private final Disk disk;
    private final DamagedFiles damaged;

    public JournalFiles(DataFolder data) throws IOException {
        folder = Files.createDirectories(data.journal());
        reserve = data.file("reserve");
        disk = data.disk();
        damaged = new DamagedFiles(data);
    }

    /** The path of the file with this number. */
    public Path file(long number) {
        return fileIn(folder, number);
    }

    public static Path fileIn(Path folder, long number) {
        return folder.resolve(RecordKey.number(number) + ".journal");
    }

    /** The path of the file that reserves space. */
    Path reserve() {
        return reserve;
    }

    Disk disk() {
        return disk;
    }

    /** The number of the last file, or 0 if there is none. */
    long last() throws IOException {
        List<Long> numbers = numbers();
        return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    }

    /** The number of the first file from {@code from} on, or null if there is none. */
    @Nullable
    public Long firstFrom(long from) throws IOException {
        return numbers().stream().filter(number -> number >= from).findFirst().orElse(null);
    }

    /** Whether no file between the first and the last is missing and all their frames are readable. */
    public boolean isIntact() throws IOException {
        List<Long> numbers = numbers();
        for (int i = 0; i < numbers.size(); i++) {
            long number = numbers.get(i);
            if (number != numbers.get(0) + i || intactBytes(number, changes -> {}) < Files.size(file(number))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Visits every change from the file {@code first} on. Cuts off the last write if it is incomplete or damaged. A journal with
     * a write after the damage must be refused before.
     *
     * @return whether there was any change
     */
    public boolean replay(long first, PendingChanges.Visitor visitor) throws IOException {
        boolean any = false;
        boolean cut = false;
        for (long number : numbers()) {
            long size = number < first ? 0 : Files.size(file(number));
            any |= size > 0;
            if (size > 0 && cut) {
                moveAway(number);
            } else if (size > 0) {
                long intact = intactBytes(number, changes -> JournalFrame.decode(changes, visitor));
                if (intact < size) {
                    cutTail(number, intact);
                    cut = true;
                }
            }
        }
        return any;
    }

    /** Deletes the files before the one with this number. */
    public void deleteBefore(long number) throws IOException {
        for (long candidate : numbers()) {
            if (candidate < number) {
                disk.delete(file(candidate));
            }
        }
    }

    /** Returns the offset of the first frame that is incomplete or damaged, or else the file's length. */
    private long intactBytes(long number, Consumer<byte[]> frames) throws IOException {
        Path file = file(number);
        long size = Files.size(file);
        long position = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            while (position < size) {
                byte @Nullable [] changes = JournalFrame.read(in, size - position);
                if (changes == null) {
                    return position;
                }
                frames.accept(changes);
                position += JournalFrame.size(changes);
            }
        }
        return position;
    }

    /** Cuts off an unfinished write, which is normal after a crash, or a damaged one, whose bytes are kept. */
    private void cutTail(long number, long position) throws IOException {
        Path file = file(number);
        byte[] bytes = Files.readAllBytes(file);
        String count = Long.toString(bytes.length - position);
        if (isLastWithBytes(number) && JournalFrame.isUnfinishedAt(bytes, Math.toIntExact(position))) {
            LOG.log(
                    Level.INFO,
                    "{0} ended in a write that was not finished when the last run ended; its {1} bytes were cut off",
                    new Object[] {file, count});
        } else {
            damaged.copyTail(file, position);
            LOG.log(
                    Level.WARNING,
                    "{0} ends in a write that is damaged; its last {1} bytes were cut off and are in {2}",
                    new Object[] {file, count, damaged.folder()});
        }
        try (Disk.Output out = disk.open(file)) {
            out.truncate(position);
            out.force();
        }
    }

    private boolean isLastWithBytes(long number) throws IOException {
        for (long later : numbers()) {
            if (later > number && Files.size(file(later)) > 0) {
                return false;
            }
        }
        return true;
    }

    private void moveAway(long number) throws IOException {
        damaged.move(file(number));
        LOG.log(
                Level.WARNING,
                "{0} has no write that can be read, follows a damaged one, and was moved to {1}",
                new Object[] {file(number), damaged.folder()});
    }

    private List<Long> numbers() throws IOException {
        return numbersIn(folder);
    }

    /** The numbers of the files in a folder, which must exist, in ascending order. */
    public static List<Long> numbersIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> Long.parseLong(name.group(1), 16))
                    .sorted()
                    .toList();
        }
    }
}
