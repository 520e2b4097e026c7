using System.Net.Mime;
using SmartCityPia.Domain.Foundation;

namespace SmartCityPia.Web.Infrastructure.Forms;

/// <summary>
/// The framework refuses a whole form because of one U+0000, and the database refuses every query with one. In forms and queries the
/// character is replaced by <see cref="TypedText.StandIn"/>, which no text may contain, so that the field gets an error and the rest is kept.
/// </summary>
/// <remarks>404: a path with a blank part or a control character, which no address of ours has.</remarks>
internal static class NullCharacters
{
    private static readonly byte[] Escaped = "%00"u8.ToArray();
    /// <summary><see cref="TypedText.StandIn"/>.</summary>
    private static readonly byte[] EscapedStandIn = "%EF%BF%BF"u8.ToArray();

    public static void Use(IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var request = http.Request;
        if (!IsAddress(request.Path.Value ?? ""))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        if (request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true)
            request.QueryString = new(request.QueryString.Value.Replace("%00", "%EF%BF%BF", StringComparison.Ordinal));
        if (HttpMethods.IsPost(request.Method) && request.ContentType?.StartsWith(MediaTypeNames.Application.FormUrlEncoded, StringComparison.OrdinalIgnoreCase) == true)
        {
            if (request.GetTypedHeaders().ContentType?.Charset is { Length: > 0 } charset && !charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            {
                (request.Body, request.ContentLength, request.ContentType) = (Stream.Null, 0, null);
                http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
                return;
            }
            var buffer = new MemoryStream();
            try
            {
                await request.Body.CopyToAsync(buffer, http.RequestAborted);
            }
            catch (BadHttpRequestException)
            {
                // The form is too large or incomplete; the page that reports it must not read it again.
                (request.Body, request.ContentLength, request.ContentType) = (Stream.Null, 0, null);
                throw;
            }
            request.Body = new MemoryStream(Replace(buffer.ToArray()));
            request.ContentLength = request.Body.Length;
        }
        await next();
    });

    private static bool IsAddress(string path) =>
        !path.Any(char.IsControl) && !path.Split('/').Any(part => part.Length > 0 && string.IsNullOrWhiteSpace(part));

    private static byte[] Replace(byte[] body)
    {
        var at = body.AsSpan().IndexOf(Escaped);
        if (at < 0)
            return body;
        var replaced = new List<byte>(body.Length + 64);
        var rest = body.AsSpan();
        for (; at >= 0; at = rest.IndexOf(Escaped))
        {
            replaced.AddRange(rest[..at]);
            replaced.AddRange(EscapedStandIn);
            rest = rest[(at + Escaped.Length)..];
        }
        replaced.AddRange(rest);
        return [.. replaced];
    }
}
