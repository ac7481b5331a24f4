/**
 * The product as a library: Blob and Queue storage and, if wanted, a function host, in this process.
 *
 * <p>Start at {@link dev.nephelite.cloud.LocalCloud}. A test that needs storage:
 *
 * <pre>{@code
 * try (LocalCloud cloud = LocalCloud.builder().inMemory().start()) {
 *     BlobServiceClient client = new BlobServiceClientBuilder()
 *             .connectionString(cloud.connectionString())
 *             .buildClient();
 *     ...
 * }
 * }</pre>
 *
 * <p>Storage on disk, and the functions of a Maven project on top of it:
 *
 * <pre>{@code
 * LocalCloud cloud = LocalCloud.builder()
 *         .location(Path.of("data"))
 *         .functions(FunctionApp.in(Path.of("photos")))
 *         .start();
 * String functions = cloud.endpoints().functions();
 * }</pre>
 *
 * <p>The clock of a cloud can be frozen, advanced and set, so that a test need not wait for what the cloud does later:
 *
 * <pre>{@code
 * cloud.clock().advance(Duration.ofDays(30));
 * }</pre>
 *
 * <p>Several clouds can run side by side in one process. They share nothing: each has its own ports, accounts, data, event
 * log and function host. Nothing here prints, ends the process, or changes its environment, system properties or default
 * TLS settings, unless {@link dev.nephelite.cloud.LocalCloudBuilder#shareProcess} asks for it.
 */
@NullMarked
package dev.nephelite.cloud;

import org.jspecify.annotations.NullMarked;
