namespace SmartCityPia.Web.Infrastructure.Security;

/// <summary>Names of the policies that limit how often an address is asked.</summary>
public static class RateLimits
{
    public const string SignIn = "sign-in";
    public const string Directory = "directory";
    public const string Verify = "verify";
    public const string Register = "register";
}
