package dev.nephelite.emulator.store.disk;

/**
 * Files of a data folder are missing or damaged, and opening it would lose acknowledged writes. Nothing was changed. The
 * message tells the user the folder, the damage and the remedy.
 */
public final class DataDamagedException extends RuntimeException {
    public DataDamagedException(String message) {
        super(message);
    }
}
