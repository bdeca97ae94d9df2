package io.github.ksmprobe.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An exchange with a library's handler that goes to memory. So the handler never meets a client
 * that has left or that reads slowly, and has no say in which methods and parameters are accepted,
 * nor in what a client reads of its failures.
 */
public final class Captured extends HttpExchange {

  private static final String ACCEPT = "Accept";

  private final HttpExchange asked;
  private final URI uri;
  private final Headers request = new Headers();
  private final Headers response = new Headers();
  private final Content.Writer out = new Content.Writer();
  private int status = -1;

  private Captured(HttpExchange asked, URI uri) {
    this.asked = asked;
    this.uri = uri;
    Optional.ofNullable(asked.getRequestHeaders().get(ACCEPT))
        .ifPresent(formats -> request.put(ACCEPT, formats));
  }

  /**
   * What the handler answers to a GET.
   *
   * @param uri what it is to see as asked for
   * @return its page, or ours where it failed
   */
  public static Page page(HttpHandler handler, HttpExchange asked, URI uri) {
    Captured captured = new Captured(asked, uri);
    try (captured) {
      handler.handle(captured);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    String type = Optional.ofNullable(captured.response.getFirst("Content-Type")).orElse("");
    return captured.status == 200
        ? new Page(200, type, Map.of(), captured.out.body())
        : Page.failed();
  }

  @Override
  public Headers getRequestHeaders() {
    return request;
  }

  @Override
  public Headers getResponseHeaders() {
    return response;
  }

  @Override
  public URI getRequestURI() {
    return uri;
  }

  @Override
  public String getRequestMethod() {
    return "GET";
  }

  @Override
  public InputStream getRequestBody() {
    return InputStream.nullInputStream();
  }

  @Override
  public OutputStream getResponseBody() {
    return out;
  }

  @Override
  public void sendResponseHeaders(int code, long length) {
    status = code;
  }

  @Override
  public int getResponseCode() {
    return status;
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  @Override
  public HttpContext getHttpContext() {
    return asked.getHttpContext();
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return asked.getRemoteAddress();
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return asked.getLocalAddress();
  }

  @Override
  public String getProtocol() {
    return asked.getProtocol();
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return null;
  }

  @Override
  public void setAttribute(String name, Object value) {}

  @Override
  public void setStreams(InputStream in, OutputStream to) {}

  @Override
  public @Nullable HttpPrincipal getPrincipal() {
    return null;
  }
}
