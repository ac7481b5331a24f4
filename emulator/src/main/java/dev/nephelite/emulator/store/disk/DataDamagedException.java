package dev.nephelite.emulator.store.disk;

import java.nio.file.Path;

/**
 * Files of a data folder are missing or damaged, and opening it would lose acknowledged writes. Nothing was changed. The
 * message says which folder, what is damaged, and what to do.
 */
public final class DataDamagedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Path folder;
    private final String problem;
    private final boolean repairUnfinished;

    /**
     * A damaged folder.
     *
     * @param problem a sentence without its full stop
     */
    public DataDamagedException(Path folder, String problem) {
        this(
                folder,
                problem,
                false,
                "Nothing was changed. Repair the folder, restore a backup of it, or choose another one.");
    }

    private DataDamagedException(Path folder, String problem, boolean repairUnfinished, String remedy) {
        super(problem + ". " + remedy);
        this.folder = folder;
        this.problem = problem;
        this.repairUnfinished = repairUnfinished;
    }

    /** A folder in which a repair has replaced only some of the files. */
    static DataDamagedException unfinishedRepair(Path folder) {
        return new DataDamagedException(
                folder, "A repair of the data folder " + folder + " was interrupted", true, "Repair it again.");
    }

    public Path folder() {
        return folder;
    }

    /** What is damaged, as a sentence without its full stop. */
    public String problem() {
        return problem;
    }

    /** Whether a repair was interrupted, so that only another repair makes the folder usable. */
    public boolean isRepairUnfinished() {
        return repairUnfinished;
    }
}
