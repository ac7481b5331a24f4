package dev.nephelite.emulator.store.repair;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of verifying or repairing a data folder.
 *
 * @param damages everything that differs from the acknowledged state, in the order in which it was found
 * @param notes harmless findings, such as a write that was not finished when a process was killed
 * @param records the number of records read
 * @param contentFiles the number of content files read
 * @param contentBytes the bytes read from content files
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

    /** The number of damages that lose something. */
    public long losses() {
        return damages.stream().filter(Damage::lost).count();
    }

    /**
     * One damaged thing.
     *
     * @param subject in the user's words, such as {@code blob devstoreaccount1/photos/cat.jpg}
     * @param problem what is wrong with it and, unless it is lost, how a repair changes it
     * @param file the damaged file, relative to the data folder; null if there is not exactly one
     * @param lost whether a repair cannot recover it
     */
    public record Damage(
            String subject, String problem, @Nullable String file, boolean lost) {}
}
