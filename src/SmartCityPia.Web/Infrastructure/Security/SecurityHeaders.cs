namespace SmartCityPia.Web.Infrastructure.Security;

internal static class SecurityHeaders
{
    /// <summary>What a signed-in person is shown stays in no cache, unless the answer says otherwise.</summary>
    public static void KeepOutOfCaches(WebApplication app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() =>
        {
            if (http.User.Identity?.IsAuthenticated == true && http.Response.Headers.CacheControl.Count == 0)
                http.Response.Headers.CacheControl = "no-store";
            return Task.CompletedTask;
        });
        return next(http);
    });

    /// <summary>Everything from ourselves, nothing inline, nobody frames us.</summary>
    public static HeaderPolicyCollection Policy(IHostEnvironment environment)
    {
        var policy = new HeaderPolicyCollection()
            .AddFrameOptionsDeny()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicySameOrigin()
            .AddCrossOriginOpenerPolicy(b => b.SameOrigin())
            .AddCrossOriginResourcePolicy(b => b.SameOrigin())
            .AddPermissionsPolicy(p =>
            {
                p.AddDefaultSecureDirectives();
                p.AddPublickeyCredentialsGet().Self();
                p.AddPublickeyCredentialsCreate().Self();
            })
            .RemoveServerHeader()
            .AddContentSecurityPolicy(csp =>
            {
                csp.AddDefaultSrc().None();
                csp.AddScriptSrc().Self();
                csp.AddStyleSrc().Self();
                csp.AddImgSrc().Self();
                csp.AddFontSrc().Self();
                csp.AddConnectSrc().Self();
                csp.AddManifestSrc().Self();
                csp.AddFormAction().Self();
                csp.AddBaseUri().None();
                csp.AddFrameAncestors().None();
                // No script of ours writes HTML; none that got in could.
                csp.AddCustomDirective("require-trusted-types-for", "'script'");
            });
        return policy;
    }
}
