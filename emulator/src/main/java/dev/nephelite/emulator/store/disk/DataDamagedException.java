package dev.nephelite.emulator.store.disk;

/**
 * Files of a data folder are missing or damaged, so that acknowledged writes would be lost by going on. Nothing was
 * changed. The message names the folder, the damage and the remedy, for a person to read.
 */
public final class DataDamagedException extends RuntimeException {
    public DataDamagedException(String message) {
        super(message);
    }
}
