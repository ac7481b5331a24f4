package dev.nephelite.emulator.store.content;

/** A content was deleted between looking up the record that refers to it and opening it. Looking again helps. */
public final class ContentGoneException extends RuntimeException {
    ContentGoneException(long extent) {
        super("extent " + extent + " is gone", null, false, false);
    }
}
