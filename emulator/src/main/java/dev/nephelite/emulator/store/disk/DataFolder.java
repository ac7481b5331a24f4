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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one folder that everything is written to, held by one process at a time.
 *
 * <p>A new folder gets a {@code .gitignore} that keeps it out of version control, and a file that says in which format it
 * is written. A format is a number that grows whenever records move or change. Data of an older format is upgraded by the
 * services when they open it: each knows its own records by where they are, and may be interrupted at any moment.
 *
 * <p>A folder that contains anything else is refused before a file in it is created or changed.
 */
public final class DataFolder implements AutoCloseable {
    /** All formats that can be read; the last is the one that is written. */
    private static final List<String> FORMATS = List.of("1", "2", "3", "4");

    private static final String FORMAT = FORMATS.get(FORMATS.size() - 1);
    private static final String FORMAT_FILE = "format";
    private static final String FORMAT_DRAFT = "format.next";
    private static final String LOCK_FILE = "lock";
    private static final String PID_FILE = "pid";
    private static final String GIT_IGNORE = ".gitignore";

    /** What a start that was killed leaves in a new folder, and {@code secrets}, where an app's host keeps its keys. */
    private static final Set<String> OWN_FILES = Set.of(LOCK_FILE, PID_FILE, FORMAT_DRAFT, "format.new", "secrets");

    /** What other programs put into every folder, and people into one that is to be kept empty. */
    private static final Set<String> HARMLESS_FILES =
            Set.of(GIT_IGNORE, ".gitkeep", ".keep", ".DS_Store", "Thumbs.db", "desktop.ini", "lost+found");

    private static final Pattern AZURITE_FILE = Pattern.compile("__azurite_db_.*|__(?:blob|queue)storage__");

    private static final long LONGEST_FORMAT = 20;

    private static final String REMEDY = "choose another folder with --location.";

    private static final Logger LOG = Logger.getLogger(DataFolder.class.getName());

    private final Path path;
    private final Disk disk;
    private final @Nullable FileChannel lock;
    private final @Nullable Object identity;
    private final CompletableFuture<DataFolderException> lost = new CompletableFuture<>();
    private boolean reading;

    private DataFolder(Path path, Disk disk, @Nullable FileChannel lock) {
        this.path = path;
        this.disk = disk;
        this.lock = lock;
        identity = identity(path.resolve(LOCK_FILE));
    }

    /**
     * Takes possession of the folder, and creates it if it is missing.
     *
     * @throws DataFolderException if it cannot be created, if it contains other people's files, if another process has it,
     *     or if it is written in a format this version cannot read
     */
    public static DataFolder open(Path location) throws IOException {
        return open(location, Disk.LOCAL);
    }

    /**
     * Takes possession of a folder that is there already, and of this version's format.
     *
     * @throws DataFolderException if it is not, or if another process has it
     */
    public static DataFolder openExisting(Path location) throws IOException {
        requireExisting(location.toAbsolutePath().normalize());
        return open(location);
    }

    /**
     * Looks at a folder that is there already, without changing anything in it, while no other process writes to it.
     *
     * @throws DataFolderException if it is not a data folder of this version's format, or if another process has it
     */
    public static DataFolder openToRead(Path location) throws IOException {
        Path path = location.toAbsolutePath().normalize();
        requireExisting(path);
        Path lockFile = path.resolve(LOCK_FILE);
        DataFolder folder = new DataFolder(
                path, Disk.LOCAL, Files.exists(lockFile) ? FileChannel.open(lockFile, StandardOpenOption.READ) : null);
        try {
            folder.take(true);
            return folder;
        } catch (IOException | RuntimeException refused) {
            folder.close();
            throw refused;
        }
    }

    private static void requireExisting(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw refusal(path, "there is no such folder. Name the folder that 'nephelite start' uses.");
        }
        requireOurs(path);
        if (!hasFormat(path)) {
            throw refusal(path, "Nephelite has stored nothing in it yet.");
        }
        String found = Files.readString(path.resolve(FORMAT_FILE)).strip();
        if (FORMATS.contains(found) && !found.equals(FORMAT)) {
            throw refusal(path, needsUpgrade("it is written in format " + found));
        }
        requireKnown(path, found);
    }

    /** Why data of an older format cannot be checked. */
    public static String needsUpgrade(String reason) {
        return reason
                + ", in which not everything has a checksum. Run 'nephelite start' on it once, which upgrades it.";
    }

    public static DataFolder open(Path location, Disk disk) throws IOException {
        Path path = location.toAbsolutePath().normalize();
        create(path);
        requireOurs(path);
        FileChannel lock = openLock(path);
        DataFolder folder = new DataFolder(path, disk, lock);
        try {
            folder.take(false);
            folder.requireFormat();
            Files.writeString(path.resolve(PID_FILE), ProcessHandle.current().pid() + "\n");
            return folder;
        } catch (IOException | RuntimeException refused) {
            lock.close();
            throw refused;
        }
    }

    private static void create(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        try {
            OwnerOnlyFiles.createFolders(path);
        } catch (FileAlreadyExistsException notFolder) {
            throw refusal(path, notFolder.getFile() + " is a file, not a folder. Name a folder, or " + REMEDY);
        } catch (FileSystemException impossible) {
            throw refusal(path, "it cannot be created: " + reason(impossible) + ". Create it yourself, or " + REMEDY);
        }
    }

    private static FileChannel openLock(Path path) throws IOException {
        try {
            return FileChannel.open(path.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (FileSystemException unwritable) {
            throw refusal(
                    path, "it cannot be written to: " + reason(unwritable) + ". Change its permissions, or " + REMEDY);
        }
    }

    /** Refuses a folder in which somebody else keeps files, without touching it. */
    private static void requireOurs(Path path) throws IOException {
        List<String> others;
        try (Stream<Path> files = Files.list(path)) {
            others = files.map(file -> file.getFileName().toString())
                    .filter(name -> !OWN_FILES.contains(name) && !HARMLESS_FILES.contains(name))
                    .sorted()
                    .toList();
        } catch (FileSystemException unreadable) {
            throw refusal(path, "it cannot be read: " + reason(unreadable) + ". Change its permissions, or " + REMEDY);
        }
        // Asked last: another process that is just creating the folder writes the format before any data.
        if (others.isEmpty() || hasFormat(path)) {
            return;
        }
        Optional<String> azurite = others.stream()
                .filter(name -> AZURITE_FILE.matcher(name).matches())
                .findFirst();
        if (azurite.isPresent()) {
            throw refusal(
                    path,
                    "it contains Azurite's data (" + azurite.get()
                            + "), which Nephelite cannot read and leaves as it is."
                            + " Choose another folder with --location; to keep the data, run Azurite on this folder,"
                            + " on ports of its own, and copy from it to Nephelite with AzCopy, rclone or an SDK.");
        }
        throw refusal(
                path,
                "it contains files that are not Nephelite's, such as " + others.get(0)
                        + ". Choose a new or empty folder" + " with --location, for example "
                        + path.resolve(".nephelite") + ".");
    }

    /** The file exists and holds a number; one that is somebody else's would hardly. */
    private static boolean hasFormat(Path path) throws IOException {
        Path format = path.resolve(FORMAT_FILE);
        return Files.isRegularFile(format)
                && Files.size(format) <= LONGEST_FORMAT
                && Files.readString(format).strip().matches("\\d*");
    }

    private static DataFolderException refusal(Path path, String reason) {
        return new DataFolderException("The data folder " + path + " cannot be used: " + reason);
    }

    private static String reason(FileSystemException failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        return failure.getReason() == null ? failure.toString() : failure.getReason();
    }

    /** The place of a file of that name in the folder. */
    public Path file(String name) {
        return path.resolve(name);
    }

    public Path path() {
        return path;
    }

    /** The folder of the journal's files. */
    public Path journal() {
        return file("journal");
    }

    /** The file of the tables. */
    public Path tables() {
        return file("store.mv");
    }

    /** The tables that a repair has made, until they take the place of the others. */
    public Path repairedTables() {
        return file("store.repaired");
    }

    /** Exists while a repair exchanges files. */
    public Path unfinishedRepair() {
        return file("repair");
    }

    /**
     * Refuses a folder in which some files are those of before a repair and some are not.
     *
     * @throws DataDamagedException if a repair was interrupted
     */
    public void requireNoUnfinishedRepair() {
        if (Files.exists(unfinishedRepair())) {
            throw new DataDamagedException("A repair of the data folder " + path + " was interrupted. Run "
                    + repairCommand() + ", which finishes it.");
        }
    }

    /** What to type to repair this folder. */
    public String repairCommand() {
        return "'nephelite repair " + path + "'";
    }

    /** The end of a message that refuses the folder because of damage. */
    public String repairRemedy() {
        return "Nothing was changed. Run " + repairCommand()
                + ", restore a backup of the folder, or choose another one with --location.";
    }

    /** What a start says when a page of the tables that it needs cannot be read. */
    public DataDamagedException damagedTables(String problem) {
        return new DataDamagedException("The file " + tables() + " is damaged: " + problem + ". " + repairRemedy());
    }

    /** The checksum of the newest state in the tables' file. */
    public Path seal() {
        return file("store.seal");
    }

    public Disk disk() {
        return disk;
    }

    /** Completes when it is noticed that the folder was deleted or replaced while it was in use. */
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

    /** What the file system calls the file, whatever its name: null if there is none, its creation time on Windows. */
    private static @Nullable Object identity(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            @Nullable Object key = attributes.fileKey();
            return key == null ? attributes.creationTime() : key;
        } catch (IOException gone) {
            return null;
        }
    }

    /** Releases the folder. */
    @Override
    public void close() throws IOException {
        if (!reading && isOurs()) {
            Files.deleteIfExists(file(PID_FILE));
        }
        if (lock != null) {
            lock.close();
        }
    }

    private void take(boolean shared) throws IOException {
        reading = shared;
        if (lock != null && !tryLock(lock)) {
            Path pid = file(PID_FILE);
            String owner = Files.exists(pid) ? " (pid " + Files.readString(pid).strip() + ")" : "";
            throw new DataFolderException("The data folder " + path + " is in use by another process" + owner
                    + ". Stop that process, or choose another folder with --location.");
        }
    }

    private boolean tryLock(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock taken = channel.tryLock(0, Long.MAX_VALUE, reading);
            return taken != null;
        } catch (OverlappingFileLockException takenByThisProcess) {
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
            // Before anything is moved, for a version that knows only the old format must not open what is half moved.
            writeFormat();
            LOG.info(() -> "Upgrading the data folder " + path + " from format " + found + " to format " + FORMAT
                    + "; older versions can no longer open it.");
        }
    }

    private static void requireKnown(Path path, String format) {
        if (!FORMATS.contains(format)) {
            throw new DataFolderException("The data folder " + path + " is written in format " + format
                    + ", and this version reads formats up to " + FORMAT
                    + ". Use the version that wrote it, or choose another folder with --location.");
        }
    }

    /** Before the format, so that every data folder has had one; people may have changed or removed it since. */
    private void writeGitIgnore() throws IOException {
        try {
            Files.writeString(file(GIT_IGNORE), "*\n", StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException ignored) {
            // Somebody has decided already what git ignores here.
        }
    }

    private void writeFormat() throws IOException {
        disk.replace(file(FORMAT_FILE), (FORMAT + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
