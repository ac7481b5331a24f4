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
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files of a journal, numbered in the order they were begun. */
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

    /** The place of the file with this number. */
    public Path file(long number) {
        return fileIn(folder, number);
    }

    public static Path fileIn(Path folder, long number) {
        return folder.resolve(RecordKey.number(number) + ".journal");
    }

    /** The place of a file that only reserves space. */
    Path reserve() {
        return reserve;
    }

    Disk disk() {
        return disk;
    }

    /** The number of the last file, or 0 when there is none. */
    long last() throws IOException {
        List<Long> numbers = numbers();
        return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    }

    /** The number of the first file that is not before {@code from}, or null when there is none. */
    @Nullable
    public Long firstFrom(long from) throws IOException {
        return numbers().stream().filter(number -> number >= from).findFirst().orElse(null);
    }

    /**
     * Shows every change since the file {@code first} was begun, and sets aside what is damaged and all that follows it.
     *
     * @return whether there was any
     */
    public boolean replay(long first, PendingChanges.Visitor visitor) throws IOException {
        long expected = first;
        boolean any = false;
        for (long number : numbers()) {
            if (number < first) {
                continue;
            }
            any |= Files.size(file(number)) > 0;
            if (number != expected || !replayFile(number, visitor)) {
                cutAfter(number, number != expected);
                return any;
            }
            expected++;
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

    /** Returns whether the file is undamaged; if it is not, it ends before the damage now. */
    private boolean replayFile(long number, PendingChanges.Visitor visitor) throws IOException {
        Path file = file(number);
        long size = Files.size(file);
        long position = 0;
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            while (position < size) {
                byte @Nullable [] changes = JournalFrame.read(in, size - position);
                if (changes == null) {
                    break;
                }
                JournalFrame.decode(changes, visitor);
                position += JournalFrame.size(changes);
            }
        }
        if (position == size) {
            return true;
        }
        damaged.copyTail(file, position);
        LOG.log(
                Level.WARNING,
                "{0} ends in a write that is incomplete or damaged; its last {1} bytes were cut off and are in {2}",
                new Object[] {file, Long.toString(size - position), damaged.folder()});
        try (Disk.Output out = disk.open(file)) {
            out.truncate(position);
            out.force();
        }
        return false;
    }

    private void cutAfter(long number, boolean itself) throws IOException {
        for (long candidate : numbers()) {
            if (candidate > number || (itself && candidate == number)) {
                damaged.move(file(candidate));
                LOG.log(
                        Level.WARNING,
                        "{0} follows a damaged or missing part of the journal and was moved to {1}",
                        new Object[] {file(candidate), damaged.folder()});
            }
        }
    }

    private List<Long> numbers() throws IOException {
        return numbersIn(folder);
    }

    /** The numbers of the files in a folder, which must be there, in their order. */
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
