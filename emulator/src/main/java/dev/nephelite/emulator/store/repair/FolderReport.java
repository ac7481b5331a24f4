package dev.nephelite.emulator.store.repair;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was found in a data folder.
 *
 * @param damages everything that is not as it was acknowledged, in the order it was found
 * @param notes what is worth knowing and no damage, such as a write that was not finished when a process was killed
 * @param records how many were read
 * @param contentFiles how many were read
 * @param contentBytes how many were read of those files
 */
public record FolderReport(
        List<Damage> damages, List<String> notes, long records, long contentFiles, long contentBytes) {
    public FolderReport {
        damages = List.copyOf(damages);
        notes = List.copyOf(notes);
    }

    public boolean isSound() {
        return damages.isEmpty();
    }

    /** How many damages mean that something is lost. */
    public long losses() {
        return damages.stream().filter(Damage::lost).count();
    }

    /**
     * One damaged thing.
     *
     * @param subject in the user's words, such as {@code blob devstoreaccount1/photos/cat.jpg}
     * @param problem what is wrong with it and, unless it is lost, what a repair makes of it
     * @param file where, in the data folder; null if no one file is to blame
     * @param lost whether a repair cannot bring it back
     */
    public record Damage(
            String subject, String problem, @Nullable String file, boolean lost) {}
}
