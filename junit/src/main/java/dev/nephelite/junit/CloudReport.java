package dev.nephelite.junit;

/**
 * What had happened in the cloud when a test failed. It is attached to the failure as a suppressed exception, so that every
 * tool prints it where it prints the failure.
 */
public final class CloudReport extends Exception {
    private static final long serialVersionUID = 1L;

    CloudReport(String text) {
        super(text, null, false, false);
    }
}
