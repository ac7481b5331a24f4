package dev.nephelite.emulator.store.disk;

import org.jspecify.annotations.Nullable;

/** A data folder cannot be used. The message says which folder, why, and what to do. */
public final class DataFolderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final @Nullable String remedy;
    private final boolean another;

    /** A problem that another folder does not solve. */
    public DataFolderException(String message) {
        this(message, null, false);
    }

    private DataFolderException(String problem, @Nullable String remedy, boolean another) {
        super(another ? message(problem, remedy, "") : problem);
        this.problem = problem;
        this.remedy = remedy;
        this.another = another;
    }

    /**
     * A problem that another folder solves.
     *
     * @param problem a sentence without its full stop
     * @param remedy another remedy, also without its full stop; null if there is none
     */
    static DataFolderException unlessAnother(String problem, @Nullable String remedy) {
        return new DataFolderException(problem, remedy, true);
    }

    /**
     * The message for the users of a program that has its own way to choose the folder.
     *
     * @param howToChoose such as {@code with --location}
     */
    public String message(String howToChoose) {
        return another ? message(problem, remedy, " " + howToChoose) : problem;
    }

    private static String message(String problem, @Nullable String remedy, String howToChoose) {
        return problem + ". " + (remedy == null ? "Choose" : remedy + ", or choose") + " another folder" + howToChoose
                + ".";
    }
}
