package dev.nephelite.emulator.store.disk;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A data folder cannot be used. The message says which folder, why, and what to do. */
public final class DataFolderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;
    private final @Nullable String remedy;
    private final boolean another;
    private final transient @Nullable Path azurite;

    /** A problem that another folder does not solve. */
    public DataFolderException(String message) {
        this(message, null, false, null);
    }

    private DataFolderException(String problem, @Nullable String remedy, boolean another, @Nullable Path azurite) {
        super(another ? message(problem, remedy, "") : problem);
        this.problem = problem;
        this.remedy = remedy;
        this.another = another;
        this.azurite = azurite;
    }

    /**
     * A problem that another folder solves.
     *
     * @param problem a sentence without its full stop
     * @param remedy another remedy, also without its full stop; null if there is none
     */
    public static DataFolderException unlessAnother(String problem, @Nullable String remedy) {
        return new DataFolderException(problem, remedy, true, null);
    }

    /**
     * The folder is one of Azurite.
     *
     * @param problem a sentence without its full stop
     */
    static DataFolderException ofAzurite(String problem, Path folder) {
        return new DataFolderException(problem, "Import it", true, folder);
    }

    /** The folder, if it is one of Azurite, whose data can be imported; otherwise null. */
    public @Nullable Path azurite() {
        return azurite;
    }

    /**
     * The message for the users of a program that has its own way to choose the folder.
     *
     * @param howToChoose such as {@code with --location}
     * @param howToImport such as {@code with 'nephelite import'}; matters only if the folder is one of Azurite
     */
    public String message(String howToChoose, String howToImport) {
        String solution = azurite == null ? remedy : remedy + " " + howToImport;
        return another ? message(problem, solution, " " + howToChoose) : problem;
    }

    private static String message(String problem, @Nullable String remedy, String howToChoose) {
        return problem + ". " + (remedy == null ? "Choose" : remedy + ", or choose") + " another folder" + howToChoose
                + ".";
    }
}
