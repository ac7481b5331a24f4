/**
 * Server certificates, read from PEM and PKCS#12 files. Start at {@link ServerCertificate}. An error names the file and
 * the remedy in one sentence, because it is shown to the user who started the program.
 */
@NullMarked
package dev.nephelite.emulator.tls;

import org.jspecify.annotations.NullMarked;
