package dev.nephelite.emulator.store.disk;

/** A data folder cannot be used. The message names the folder, the reason and the remedy, for a person to read. */
public final class DataFolderException extends RuntimeException {
    public DataFolderException(String message) {
        super(message);
    }
}
