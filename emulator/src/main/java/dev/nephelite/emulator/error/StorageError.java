package dev.nephelite.emulator.error;

import java.util.Map;

/** One way a service may refuse a request. Implemented by enums, so an enum is the list of everything it may refuse. */
public interface StorageError {
    /** The HTTP status of the answer. */
    int status();

    /** The {@code x-ms-error-code}: what client libraries branch on. */
    String code();

    /** The sentence a person reads, worded as the service words it. */
    String message();

    /** A refusal of one request with this error. */
    default StorageException exception() {
        return new StorageException(this, Map.of());
    }

    /** This error with extra elements for the XML body, such as {@code HeaderName}. */
    default StorageException exception(Map<String, String> details) {
        return new StorageException(this, details);
    }
}
