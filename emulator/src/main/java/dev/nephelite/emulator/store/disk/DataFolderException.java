package dev.nephelite.emulator.store.disk;

/** A data folder cannot be used. The message tells the user the folder, the reason and the remedy. */
public final class DataFolderException extends RuntimeException {
    public DataFolderException(String message) {
        super(message);
    }
}
