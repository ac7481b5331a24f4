package dev.nephelite.cloud;

import dev.nephelite.emulator.http.ServerAddress;
import dev.nephelite.emulator.http.TrustedHosts;
import dev.nephelite.emulator.http.server.ServerThreads;
import dev.nephelite.function.app.config.LocalSettings.LocalHttp;
import dev.nephelite.function.log.HostLog;
import dev.nephelite.function.trigger.HostFlags;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link LocalCloud} runs functions.
 *
 * @param host the address to bind; null for the one that the app names
 * @param port null for the one that the app names
 * @param defaultPort for an app that names none
 * @param tls to serve functions over HTTPS, or null for plain HTTP
 * @param threads see {@link LocalCloudBuilder#threads}
 * @param processShared see {@link LocalCloudBuilder#shareProcess}
 * @param appRequired see {@link LocalCloudBuilder#requireApp}
 * @param debugConcurrency see {@link LocalCloudBuilder#debugConcurrency}
 */
record FunctionOptions(
        FunctionApp app,
        @Nullable String host,
        @Nullable Integer port,
        int defaultPort,
        @Nullable SSLContext tls,
        TrustedHosts trusted,
        @Nullable ServerThreads threads,
        HostFlags flags,
        boolean processShared,
        boolean appRequired,
        int debugConcurrency,
        HostLog log) {
    /** Where functions are served, given what the app names. */
    ServerAddress address(LocalHttp ofApp) {
        @Nullable String hostOfApp = ofApp.address();
        @Nullable Integer portOfApp = ofApp.port();
        String chosenHost = host != null ? host : hostOfApp != null ? hostOfApp : BindAddresses.LOOPBACK;
        int chosenPort = port != null ? port : portOfApp != null ? portOfApp : defaultPort;
        return new ServerAddress(BindAddresses.of(chosenHost), chosenPort, tls, trusted);
    }
}
