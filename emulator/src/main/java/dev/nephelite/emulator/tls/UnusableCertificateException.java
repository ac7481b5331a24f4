package dev.nephelite.emulator.tls;

import java.nio.file.Path;

/** A certificate or its key cannot be used. The message names the file, what is wrong with it, and what helps. */
public final class UnusableCertificateException extends RuntimeException {
    UnusableCertificateException(Path file, String whatIsWrong, String remedy) {
        super(file + " " + whatIsWrong + ". " + remedy);
    }
}
