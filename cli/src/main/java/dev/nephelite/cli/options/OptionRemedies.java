package dev.nephelite.cli.options;

import dev.nephelite.cli.output.FailureText;
import dev.nephelite.cli.process.PortInUseException;
import dev.nephelite.cloud.AddressUnavailableException;
import dev.nephelite.cloud.CloudService;
import dev.nephelite.cloud.PortUnavailableException;
import dev.nephelite.cloud.Remedies;
import dev.nephelite.emulator.store.disk.DataDamagedException;
import dev.nephelite.emulator.store.disk.DataFolderException;
import dev.nephelite.emulator.tls.UnusableCertificateException;

/**
 * Which options and commands correct what is wrong. This is the only place that knows, because the libraries are used
 * without a command line, too.
 */
public final class OptionRemedies {
    private OptionRemedies() {}

    /** Describes a failure and what to do about it. */
    public static String describe(Throwable failure) {
        if (failure instanceof DataFolderException unusable) {
            return unusable.message(
                    "with " + StorageOptions.LOCATION,
                    "with 'nephelite import --from-azurite " + unusable.azurite() + "'");
        }
        if (failure instanceof DataDamagedException damaged) {
            return describe(damaged);
        }
        if (failure instanceof UnusableCertificateException unusable) {
            return unusable.problem() + ". " + text(unusable.remedy());
        }
        if (failure instanceof AddressUnavailableException unavailable) {
            return unavailable.address() + " is not an address of this machine. Give "
                    + hostOption(unavailable.service()) + " one that is, such as 0.0.0.0 for all of them, or leave it"
                    + " out for " + StorageOptions.LOOPBACK + ".";
        }
        return FailureText.of(failure);
    }

    /** What clients that a running program refuses are told to change. */
    public static Remedies ofRefusals() {
        return new Remedies(
                "start Nephelite with " + AccessOptions.ALLOWED_HOST,
                "start Nephelite with " + TlsOptions.CERTIFICATE + " and " + AccessOptions.OAUTH + " basic");
    }

    /** The failure of a start that cannot open a port, with the options that choose another one. */
    public static PortInUseException portInUse(PortUnavailableException unavailable) {
        CloudService service = unavailable.service();
        return new PortInUseException(
                service.text(), unavailable.port(), portOption(service), freePorts(service), unavailable);
    }

    /** The option with which the user chooses the port of a service. */
    public static String portOption(CloudService service) {
        return switch (service) {
            case BLOB -> StorageOptions.BLOB_PORT;
            case QUEUE -> StorageOptions.QUEUE_PORT;
            case FUNCTIONS -> HostingOptions.PORT;
            case CONTROL -> ControlOptions.PORT;
            case DEBUGGER -> DebugOptions.PORT + "=PORT";
        };
    }

    /** The options that let a second Nephelite run beside the one that has the port of a service. */
    public static String freePorts(CloudService service) {
        String usual =
                StorageOptions.BLOB_PORT + " 0 " + StorageOptions.QUEUE_PORT + " 0 " + HostingOptions.PORT + " 0";
        return switch (service) {
            case CONTROL -> usual + " " + ControlOptions.PORT + " 0";
            case DEBUGGER -> DebugOptions.PORT + "=0";
            case BLOB, QUEUE, FUNCTIONS -> usual;
        };
    }

    private static String hostOption(CloudService service) {
        return switch (service) {
            case BLOB -> StorageOptions.BLOB_HOST;
            case QUEUE -> StorageOptions.QUEUE_HOST;
            case FUNCTIONS -> HostingOptions.ADDRESS;
            case CONTROL -> ControlOptions.HOST;
            case DEBUGGER -> throw new IllegalArgumentException("A debugger port is on the loopback address only.");
        };
    }

    private static String describe(DataDamagedException damaged) {
        String repair = "Run 'nephelite repair " + damaged.folder() + "'";
        return damaged.problem() + ". "
                + (damaged.isRepairUnfinished()
                        ? repair + ", which finishes it."
                        : "Nothing was changed. " + repair + ", restore a backup of the folder, or choose another one"
                                + " with " + StorageOptions.LOCATION + ".");
    }

    private static String text(UnusableCertificateException.Remedy remedy) {
        return switch (remedy) {
            case CHECK_PASSWORD -> "Check " + TlsOptions.PASSWORD + "; PEM files want " + TlsOptions.KEY + " instead.";
            case DECRYPT_KEY ->
                "Decrypt it with \"openssl pkcs8\", or use a PKCS#12 file and " + TlsOptions.PASSWORD + ".";
            case MATCHING_KEY -> "Give " + TlsOptions.KEY + " the key that the certificate was made with.";
            case PEM_WITH_CERTIFICATE ->
                "A PEM file with one has a line -----BEGIN CERTIFICATE-----; a PKCS#12 file wants "
                        + TlsOptions.PASSWORD + ", not " + TlsOptions.KEY + ".";
            case CHECK_PATH, CHECK_PERMISSIONS, EXPORT_AGAIN, EXPORT_WITH_KEY, PEM_WITH_KEY -> remedy.text();
        };
    }
}
