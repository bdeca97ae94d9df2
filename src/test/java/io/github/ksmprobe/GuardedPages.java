package io.github.ksmprobe;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.github.ksmprobe.web.LocalServer;
import io.github.ksmprobe.web.Page;
import io.github.ksmprobe.web.Routes;
import io.github.ksmprobe.web.Routes.Cost;
import io.github.ksmprobe.web.WebServer;
import io.github.ksmprobe.webconfig.WebConfigFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Two health pages and one other, behind a web config file. */
final class GuardedPages {

  /** One user, alice, whose password is secret. */
  static final String USERS =
      "basic_auth_users:\n  alice: "
          + BCrypt.withDefaults().hashToString(4, "secret".toCharArray())
          + "\n";

  private GuardedPages() {}

  static WebServer serve(Path config) {
    Routes.Handler handler = (_, _) -> Page.text(200, "a page");
    Routes routes =
        new Routes(
            List.of(
                Routes.Route.of("/page", handler),
                Routes.Route.of("/-/healthy", handler).costing(Cost.FREE),
                Routes.Route.of("/-/ready", handler).costing(Cost.FREE)));
    return LocalServer.start(routes, WebConfigFile.open(config, Duration.ZERO));
  }
}
