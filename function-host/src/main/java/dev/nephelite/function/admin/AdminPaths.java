package dev.nephelite.function.admin;

/** The paths of the administration that others link to or call. The table in {@link AdminApi} has all of them. */
public final class AdminPaths {
    public static final String ROOT = "/admin";

    /** The functions of the app, in the format of the cloud. */
    public static final String FUNCTIONS = ROOT + "/functions";

    public static final String STATUS = ROOT + "/host/status";

    /** Everything that only Nephelite has. */
    public static final String NEPHELITE = ROOT + "/nephelite";

    /** The functions of the app with their errors; below it, each can be run. */
    public static final String HOSTED_FUNCTIONS = NEPHELITE + "/functions";

    /** The log as a stream. */
    public static final String LOG = NEPHELITE + "/log";

    static final String SYSTEM_KEYS = ROOT + "/host/systemkeys";

    /** The files of the app. */
    static final String FILES = ROOT + "/vfs";

    private AdminPaths() {}
}
