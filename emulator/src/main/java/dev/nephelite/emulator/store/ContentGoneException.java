package dev.nephelite.emulator.store;

/** A content was deleted between looking up the record that refers to it and opening it. Looking again helps. */
final class ContentGoneException extends RuntimeException {
    ContentGoneException(long extent) {
        super("extent " + extent + " is gone", null, false, false);
    }
}
