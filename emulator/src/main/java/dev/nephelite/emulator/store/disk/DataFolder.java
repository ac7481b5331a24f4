package dev.nephelite.emulator.store.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder with all data, which one process uses at a time.
 *
 * <p>A new folder gets a {@code .gitignore} that keeps it out of version control, and a file with the number of its format.
 * The number increases whenever records move or change. The services upgrade data of an older format when they open it;
 * an upgrade can be interrupted at any time.
 *
 * <p>A folder with other files is refused before a file in it is created or changed.
 */
public final class DataFolder implements AutoCloseable {
    /** The log of a program in the background that uses the folder. */
    public static final String LOG_FILE = "nephelite.log";

    /** All formats that can be read. The last one is written. */
    private static final List<String> FORMATS = List.of("1", "2", "3", "4", "5");

    /** Formats in which not everything has a checksum. */
    private static final List<String> FORMATS_WITHOUT_CHECKSUMS = List.of("1", "2", "3");

    private static final String FORMAT = FORMATS.get(FORMATS.size() - 1);
    private static final String FORMAT_FILE = "format";
    private static final String NEXT_FORMAT_FILE = "format.next";
    private static final String LOCK_FILE = "lock";
    private static final String PID_FILE = "pid";
    private static final String GIT_IGNORE = ".gitignore";

    /** The folder in which an app's host stores the records of runs. */
    public static final String RUNS = "runs";

    /** Left in a new folder when a start is killed, and where an app's host stores its keys and the records of runs. */
    private static final Set<String> OWN_FILES =
            Set.of(LOCK_FILE, PID_FILE, NEXT_FORMAT_FILE, "format.new", "secrets", RUNS, LOG_FILE, LOG_FILE + ".1");

    /** Files that other programs create in every folder, and placeholders in empty folders. */
    private static final Set<String> HARMLESS_FILES =
            Set.of(GIT_IGNORE, ".gitkeep", ".keep", ".DS_Store", "Thumbs.db", "desktop.ini", "lost+found");

    /** The name of a data folder that most users leave as it is. */
    private static final String USUAL_NAME = ".nephelite";

    private static final Pattern AZURITE_FILE = Pattern.compile("__azurite_db_.*|__(?:blob|queue)storage__");

    private static final long MAX_FORMAT_LENGTH = 20;

    private static final Logger LOG = Logger.getLogger(DataFolder.class.getName());

    private final Path path;
    private final Disk disk;
    private final @Nullable FileChannel lock;
    private final @Nullable Object identity;
    private final boolean created;
    private final CompletableFuture<DataFolderException> lost = new CompletableFuture<>();
    private boolean reading;
    private boolean unwanted;

    private DataFolder(Path path, Disk disk, @Nullable FileChannel lock, boolean created) {
        this.path = path;
        this.disk = disk;
        this.lock = lock;
        this.created = created;
        identity = identity(path.resolve(LOCK_FILE));
    }

    /**
     * Opens and locks the folder, and creates it if it is missing.
     *
     * @throws DataFolderException if it cannot be created, contains other files, is in use by another process, or has a
     *     format that this version cannot read
     */
    public static DataFolder open(Path location) throws IOException {
        return open(location, Disk.LOCAL);
    }

    /**
     * Opens and locks an existing folder in which everything has a checksum.
     *
     * @throws DataFolderException if it does not exist, has an older or newer format or is in use by another process
     */
    public static DataFolder openExisting(Path location) throws IOException {
        requireExisting(location.toAbsolutePath().normalize());
        return open(location);
    }

    /**
     * Opens an existing folder without changing anything in it. No other process can write to it meanwhile.
     *
     * @throws DataFolderException if it is not a data folder in which everything has a checksum, or is in use by another
     *     process
     */
    public static DataFolder openToRead(Path location) throws IOException {
        Path path = location.toAbsolutePath().normalize();
        requireExisting(path);
        Path lockFile = path.resolve(LOCK_FILE);
        DataFolder folder = new DataFolder(
                path,
                Disk.LOCAL,
                Files.exists(lockFile) ? FileChannel.open(lockFile, StandardOpenOption.READ) : null,
                false);
        try {
            folder.lock(true);
            return folder;
        } catch (IOException | RuntimeException refused) {
            folder.close();
            throw refused;
        }
    }

    private static void requireExisting(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw refusal(path, "there is no such folder. Name the one in which Nephelite has stored data.");
        }
        requireOurs(path);
        if (!hasFormat(path)) {
            throw refusal(path, "Nephelite has stored nothing in it yet.");
        }
        String found = Files.readString(path.resolve(FORMAT_FILE)).strip();
        if (FORMATS_WITHOUT_CHECKSUMS.contains(found)) {
            throw refusal(path, needsUpgrade("it is written in format " + found));
        }
        requireKnown(path, found);
    }

    /** The reason why data of an older format cannot be verified. */
    public static String needsUpgrade(String reason) {
        return reason + ", in which not everything has a checksum. Start Nephelite on it once, which upgrades it.";
    }

    public static DataFolder open(Path location, Disk disk) throws IOException {
        Path path = location.toAbsolutePath().normalize();
        boolean created = create(path);
        requireOurs(path);
        FileChannel lock = openLock(path);
        DataFolder folder = new DataFolder(path, disk, lock, created);
        try {
            folder.lock(false);
            folder.requireFormat();
            Files.writeString(path.resolve(PID_FILE), ProcessHandle.current().pid() + "\n");
            return folder;
        } catch (IOException | RuntimeException refused) {
            lock.close();
            throw refused;
        }
    }

    /** Creates the folder if it is missing. Returns whether it was. */
    private static boolean create(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return false;
        }
        try {
            OwnerOnlyFiles.createFolders(path);
            return true;
        } catch (FileAlreadyExistsException notFolder) {
            throw unlessAnother(path, notFolder.getFile() + " is a file, not a folder", null);
        } catch (FileSystemException impossible) {
            throw unlessAnother(path, "it cannot be created: " + reason(impossible), "Create it yourself");
        }
    }

    private static FileChannel openLock(Path path) throws IOException {
        try {
            return FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (FileSystemException unwritable) {
            throw unlessAnother(path, "it cannot be written to: " + reason(unwritable), "Change its permissions");
        }
    }

    /** Whether a folder contains Azurite's data. */
    public static boolean isOfAzurite(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(
                    file -> AZURITE_FILE.matcher(file.getFileName().toString()).matches());
        } catch (IOException ignored) {
            // A folder that cannot be read is not used, either.
            return false;
        }
    }

    /** Refuses a folder with other files, without changing it. */
    private static void requireOurs(Path path) throws IOException {
        List<String> others;
        try (Stream<Path> files = Files.list(path)) {
            others = files.map(file -> file.getFileName().toString())
                    .filter(name -> !OWN_FILES.contains(name) && !HARMLESS_FILES.contains(name))
                    .sorted()
                    .toList();
        } catch (FileSystemException unreadable) {
            throw unlessAnother(path, "it cannot be read: " + reason(unreadable), "Change its permissions");
        }
        // Checked last: another process that is creating the folder writes the format before any data.
        if (others.isEmpty() || hasFormat(path)) {
            return;
        }
        Optional<String> azurite = others.stream()
                .filter(name -> AZURITE_FILE.matcher(name).matches())
                .findFirst();
        if (azurite.isPresent()) {
            throw DataFolderException.ofAzurite(
                    unusable(path, "it contains Azurite's data (" + azurite.get() + ")"), path);
        }
        if (others.equals(List.of(USUAL_NAME))) {
            throw unlessAnother(path, "the data is in " + path.resolve(USUAL_NAME), "Name that folder");
        }
        throw unlessAnother(
                path,
                "it contains files that are not Nephelite's, such as "
                        + others.stream()
                                .filter(name -> !name.equals(USUAL_NAME))
                                .findFirst()
                                .orElseThrow() + ", and has to be new or empty, for example "
                        + path.resolve(USUAL_NAME),
                null);
    }

    /** Whether the file contains a number. A file of the same name from another program hardly does. */
    private static boolean hasFormat(Path path) throws IOException {
        Path format = path.resolve(FORMAT_FILE);
        return Files.isRegularFile(format)
                && Files.size(format) <= MAX_FORMAT_LENGTH
                && Files.readString(format).strip().matches("\\d*");
    }

    private static DataFolderException refusal(Path path, String reason) {
        return new DataFolderException(unusable(path, reason));
    }

    private static DataFolderException unlessAnother(Path path, String reason, @Nullable String remedy) {
        return DataFolderException.unlessAnother(unusable(path, reason), remedy);
    }

    private static String unusable(Path path, String reason) {
        return "The data folder " + path + " cannot be used: " + reason;
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        return failure.getReason() == null ? failure.toString() : failure.getReason();
    }

    /** The number of the format that this version writes. */
    public static String currentFormat() {
        return FORMAT;
    }

    /** The format of an existing folder that {@link #open} would upgrade; empty if it has the current one, or none. */
    public static Optional<String> olderFormat(Path location) throws IOException {
        if (!hasFormat(location)) {
            return Optional.empty();
        }
        String found = Files.readString(location.resolve(FORMAT_FILE)).strip();
        return Optional.of(found).filter(format -> FORMATS.contains(format) && !format.equals(FORMAT));
    }

    /** The process that uses a folder, as words for messages; empty if none does, or if it is no data folder. */
    public static Optional<String> user(Path location) throws IOException {
        Path lockFile = location.resolve(LOCK_FILE);
        if (!Files.isRegularFile(lockFile) || !hasFormat(location)) {
            return Optional.empty();
        }
        try (FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.READ)) {
            return tryLock(lock, true) ? Optional.empty() : Optional.of(anotherProcess(location));
        }
    }

    /** The path of a file in the folder. */
    public Path file(String name) {
        return path.resolve(name);
    }

    public Path path() {
        return path;
    }

    /** The folder with the files of the journal. */
    public Path journal() {
        return file("journal");
    }

    /** The file with the tables. */
    public Path tables() {
        return file("store.mv");
    }

    /** The tables written by a repair, until they replace the others. */
    public Path repairedTables() {
        return file("store.repaired");
    }

    /** A file that exists while a repair replaces files. */
    public Path unfinishedRepair() {
        return file("repair");
    }

    /**
     * Refuses a folder in which a repair has replaced only some of the files.
     *
     * @throws DataDamagedException if a repair was interrupted
     */
    public void requireNoUnfinishedRepair() {
        if (Files.exists(unfinishedRepair())) {
            throw DataDamagedException.unfinishedRepair(path);
        }
    }

    /**
     * Refuses the folder because of damage.
     *
     * @param problem what is missing or damaged, as a clause
     */
    public DataDamagedException damaged(String problem) {
        return new DataDamagedException(path, "The data folder " + path + " is damaged: " + problem);
    }

    /**
     * Refuses the folder because a page of its tables, which a start needs, cannot be read.
     *
     * @param problem what is wrong with the page, as a clause
     */
    public DataDamagedException damagedTables(String problem) {
        return new DataDamagedException(path, "The file " + tables() + " is damaged: " + problem);
    }

    /** The file with the {@code CheckpointFooter} of the newest confirmed state of the tables. */
    public Path footer() {
        return file("store.seal");
    }

    public Disk disk() {
        return disk;
    }

    /** Completes when the store notices that the folder was deleted or replaced while in use. */
    public CompletableFuture<DataFolderException> lost() {
        return lost;
    }

    /** Whether the folder is still the one that was opened. */
    public boolean isOurs() {
        if (Objects.equals(identity, identity(file(LOCK_FILE)))) {
            return true;
        }
        lost.complete(
                new DataFolderException("The data folder " + path + " was deleted or replaced while it was in use."
                        + " What was written since then is lost. Start again."));
        return false;
    }

    /** Identifies a file whatever its name: its key or, on Windows, its creation time. Null if it does not exist. */
    private static @Nullable Object identity(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            @Nullable Object key = attributes.fileKey();
            return key == null ? attributes.creationTime() : key;
        } catch (IOException gone) {
            return null;
        }
    }

    /**
     * Lets {@link #close} delete the folder, for a start that has failed and stored nothing. Has no effect on a folder that
     * existed when it was opened.
     */
    public void deleteIfCreated() {
        unwanted = created;
    }

    /** Releases the folder. */
    @Override
    public void close() throws IOException {
        boolean ours = !reading && isOurs();
        if (ours) {
            Files.deleteIfExists(file(PID_FILE));
        }
        if (ours && unwanted) {
            // As long as the lock exists, no other process uses the folder.
            delete(path, file -> !file.equals(file(LOCK_FILE)) && !file.equals(path));
        }
        if (lock != null) {
            lock.close();
        }
        if (ours && unwanted) {
            delete(path, file -> true);
        }
    }

    /** Deletes a folder that nobody uses, and the files and folders in it, as far as {@code which} accepts them. */
    public static void delete(Path folder, Predicate<Path> which) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(which).sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }

    private void lock(boolean shared) throws IOException {
        reading = shared;
        if (lock != null && !tryLock(lock, shared)) {
            throw DataFolderException.unlessAnother(
                    "The data folder " + path + " is in use by " + anotherProcess(path), "Stop that process");
        }
    }

    private static String anotherProcess(Path folder) throws IOException {
        Path pid = folder.resolve(PID_FILE);
        return "another process"
                + (Files.exists(pid) ? " (pid " + Files.readString(pid).strip() + ")" : "");
    }

    private static boolean tryLock(FileChannel channel, boolean shared) throws IOException {
        try {
            @Nullable FileLock acquired = channel.tryLock(0, Long.MAX_VALUE, shared);
            return acquired != null;
        } catch (OverlappingFileLockException ignored) {
            // This process has it open already.
            return false;
        }
    }

    private void requireFormat() throws IOException {
        Path format = file(FORMAT_FILE);
        if (!Files.exists(format)) {
            writeGitIgnore();
            writeFormat();
            return;
        }
        String found = Files.readString(format).strip();
        requireKnown(path, found);
        if (!found.equals(FORMAT)) {
            // Before any record is moved: an older version must not open a folder whose upgrade is not finished.
            writeFormat();
            LOG.info(() -> "Upgrading the data folder " + path + " from format " + found + " to format " + FORMAT
                    + "; older versions can no longer open it.");
        }
    }

    private static void requireKnown(Path path, String format) {
        if (!FORMATS.contains(format)) {
            throw DataFolderException.unlessAnother(
                    "The data folder " + path + " is written in format " + format
                            + ", and this version reads formats up to " + FORMAT,
                    "Use the version that wrote it");
        }
    }

    /** Written before the format, so that every data folder gets one. The user may change or remove it later. */
    private void writeGitIgnore() throws IOException {
        try {
            Files.writeString(file(GIT_IGNORE), "*\n", StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException ignored) {
            // The user has already decided what git ignores here.
        }
    }

    private void writeFormat() throws IOException {
        disk.replace(file(FORMAT_FILE), (FORMAT + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
