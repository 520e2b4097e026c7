using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.Extensions.Options;

namespace SmartCityPia.Web.Features.Evidence;

/// <summary>
/// A page whose posts may be larger than others, because a file comes along. The form is read here, to a temporary file,
/// before anything else asks for it: what goes wrong on the way gets its own answer, and no transaction waits for a slow sender.
/// </summary>
/// <remarks>413: larger than is read at all. 507: no room for the temporary file. 400: cut off or no form.</remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AcceptsFileAttribute : Attribute, IAsyncAuthorizationFilter, IOrderedFilter
{
    /// <summary>ENOSPC and EDQUOT.</summary>
    private static readonly int[] NoRoom = [28, 122];

    /// <summary>Before the antiforgery check, which reads the form too.</summary>
    public int Order => 900;

    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType)
            return;
        var most = http.RequestServices.GetRequiredService<IOptions<EvidenceOptions>>().Value.MaxRequestBytes;
        if (http.Request.ContentLength > most)
        {
            context.Result = new StatusCodeResult(StatusCodes.Status413PayloadTooLarge);
            return;
        }
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = most;
        var usual = http.RequestServices.GetRequiredService<IOptions<FormOptions>>().Value;
        http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions { ValueLengthLimit = usual.ValueLengthLimit, ValueCountLimit = usual.ValueCountLimit, MultipartBodyLengthLimit = most }));
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
