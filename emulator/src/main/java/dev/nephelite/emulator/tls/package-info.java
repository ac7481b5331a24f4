/**
 * Certificates with which a server proves who it is, read from the files that people have.
 *
 * <p>Start reading at {@link ServerCertificate}. What is wrong with a file is said in one sentence that names it, for it
 * is shown to whoever started the program.
 */
@NullMarked
package dev.nephelite.emulator.tls;

import org.jspecify.annotations.NullMarked;
