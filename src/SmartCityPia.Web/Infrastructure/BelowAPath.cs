using System.Text;
using System.Text.RegularExpressions;

namespace SmartCityPia.Web.Infrastructure;

/// <summary>
/// Below a path, such as <c>https://city.example/pia</c>, every address that the application writes begins with it. Pages write addresses as if they
/// were at the root; here they are completed, in one place, and only where there is a path (docs/adr/0023-below-a-path.md). Files go through as they are.
/// </summary>
internal static partial class BelowAPath
{
    public static void Use(WebApplication app) => app.Use(async (http, next) =>
    {
        if (!http.Request.PathBase.HasValue)
        {
            await next(http);
            return;
        }
        var prefix = http.Request.PathBase.ToUriComponent();
        http.Response.OnStarting(() =>
        {
            if (http.Response.Headers.Location is [{ } location] && IsWithout(location, prefix))
                http.Response.Headers.Location = prefix + location;
            return Task.CompletedTask;
        });
        var body = http.Response.Body;
        await using var pages = new PagesHeld(http.Response, body);
        http.Response.Body = pages;
        try
        {
            await next(http);
        }
        finally
        {
            http.Response.Body = body;
        }
        if (pages.Held is not { } held)
            return;
        var html = Encoding.UTF8.GetBytes(Complete(Encoding.UTF8.GetString(held.GetBuffer(), 0, (int)held.Length), prefix));
        http.Response.ContentLength = http.Response.ContentLength is null ? null : html.Length;
        await body.WriteAsync(html, http.RequestAborted);
    });

    public static string Complete(string html, string prefix) =>
        Attributes().Replace(html, found => IsWithout(found.Groups["address"].Value, prefix) ? $"{found.Groups["before"].Value}{prefix}{found.Groups["address"].Value}" : found.Value);

    private static bool IsWithout(string address, string prefix) =>
        address is ['/'] or ['/', not '/', ..] && address != prefix && !(address.StartsWith(prefix, StringComparison.Ordinal) && address[prefix.Length] is '/' or '?' or '#');

    /// <summary>Inside a tag: text that people wrote is encoded and has no quotation marks.</summary>
    [GeneratedRegex("(?<before>\\s(?:href|src|action|formaction|data-progress|data-done)=\")(?<address>/[^\"]*)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Attributes();

    /// <summary>Holds back what is written of a page, and lets everything else through.</summary>
    private sealed class PagesHeld(HttpResponse response, Stream body) : Stream
    {
        /// <summary>Null where no page was written.</summary>
        public MemoryStream? Held { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        /// <summary>What a response is, is said before its first byte.</summary>
        private Stream Way => IsPage ? Held ??= new() : body;

        public override void Write(byte[] buffer, int offset, int count) => Way.Write(buffer, offset, count);

        public override void Write(ReadOnlySpan<byte> buffer) => Way.Write(buffer);

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Way.WriteAsync(buffer, offset, count, cancellationToken);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => Way.WriteAsync(buffer, cancellationToken);

        public override void Flush()
        {
            if (!IsPage)
                body.Flush();
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => !IsPage ? body.FlushAsync(cancellationToken) : Task.CompletedTask;

        private bool IsPage => response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) == true;

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
