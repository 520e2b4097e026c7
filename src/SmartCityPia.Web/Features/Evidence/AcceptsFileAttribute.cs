using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace SmartCityPia.Web.Features.Evidence;

/// <summary>
/// Raises the size limit of a page that takes a file. The form is read here into a temporary file, before anything else reads it, so that
/// errors get their own responses and no transaction waits for a slow upload.
/// </summary>
/// <remarks>413: too large. 507: no space for the temporary file. 400: incomplete or not a form.</remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AcceptsFileAttribute : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    /// <summary>Bytes of the whole request; the limit of evidence unless told.</summary>
    public long MaxBytes { get; set; }

    /// <summary>ENOSPC and EDQUOT.</summary>
    private static readonly int[] NoRoom = [28, 122];

    /// <summary>Runs before the antiforgery check, which reads the form too.</summary>
    public int Order => 900;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType)
            return;
        var most = MaxBytes > 0 ? MaxBytes : http.RequestServices.GetRequiredService<IOptions<EvidenceOptions>>().Value.MaxRequestBytes;
        if (http.Request.ContentLength > most)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
            return;
        }
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = most;
        var usual = http.RequestServices.GetRequiredService<IOptions<FormOptions>>().Value;
        http.Features.Set<IFormFeature>(new FormFeature(http.Request,
            new FormOptions
            {
                ValueLengthLimit = usual.ValueLengthLimit,
                ValueCountLimit = usual.ValueCountLimit,
                MultipartBodyLengthLimit = most
            }));
        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            context.Result = new StatusCodeResult(
                e is BadHttpRequestException bad ? bad.StatusCode
                : NoRoom.Contains(e.HResult) ? StatusCodes.Status507InsufficientStorage
                : StatusCodes.Status400BadRequest);
        }
    }
}
