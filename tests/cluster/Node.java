import java.io.IOException;
import java.io.PrintStream;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/**
 * One node in this JVM: {@code java Node FOLDER NAME=VALUE ...}, with OpenSearch's own settings.
 *
 * <p>Says "ready" once it belongs to a cluster. Ends when its input does, so that it does not
 * outlive whoever started it, however that one ended.
 */
public final class Node {
    private Node() {}

    public static void main(final String[] given) throws IOException {
        final PrintStream told = System.out;
        System.setOut(System.err); // the log goes there
        final OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((number, settings) -> {
            for (int i = 1; i < given.length; i++) {
                final int at = given[i].indexOf('=');
                settings.put(given[i].substring(0, at), given[i].substring(at + 1));
            }
        });
        runner.build("-basePath", given[0], "-numOfNode", "1");
        told.println("ready");
        while (System.in.read() >= 0) {}
        runner.close();
        System.exit(0);
    }
}
