using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using SmartCityPia.Data.Accounts;
using SmartCityPia.Domain.Organisations;

namespace SmartCityPia.Data.Mapping;

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.HasOne<Organisation>().WithMany().HasForeignKey(a => a.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(a => a.NormalizedEmail).IsUnique().HasDatabaseName(Account.EmailIsUnique);
        builder.Property(a => a.PhoneNumber).HasMaxLength(256);
    }
}

/// <summary>
/// Identity's schema of version 3. It maps passkeys by an option of the application alone; tools and tests make a context
/// without one, and have the same model by what is said here.
/// </summary>
internal sealed class PasskeyMapping : IEntityTypeConfiguration<IdentityUserPasskey<Guid>>, IEntityTypeConfiguration<IdentityUserLogin<Guid>>, IEntityTypeConfiguration<IdentityUserToken<Guid>>
{
    private const int KeyMaxLength = 128;

    public void Configure(EntityTypeBuilder<IdentityUserPasskey<Guid>> builder)
    {
        builder.ToTable("AspNetUserPasskeys");
        builder.HasKey(p => p.CredentialId);
        builder.Property(p => p.CredentialId).HasMaxLength(1024);
        builder.OwnsOne(p => p.Data).ToJson();
        builder.HasOne<Account>().WithMany().HasForeignKey(p => p.UserId).IsRequired();
    }

    public void Configure(EntityTypeBuilder<IdentityUserLogin<Guid>> builder)
    {
        // Issuer and subject of OpenID Connect.
        builder.Property(l => l.LoginProvider).HasMaxLength(255);
        builder.Property(l => l.ProviderKey).HasMaxLength(255);
    }

    public void Configure(EntityTypeBuilder<IdentityUserToken<Guid>> builder)
    {
        builder.Property(t => t.LoginProvider).HasMaxLength(KeyMaxLength);
        builder.Property(t => t.Name).HasMaxLength(KeyMaxLength);
    }
}

internal sealed class SessionMapping : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(s => s.AccountId).HasFilter("ended_at is null");
        builder.HasIndex(s => s.LastSeenAt);
    }
}

internal sealed class AccountLinkMapping : IEntityTypeConfiguration<AccountLink>
{
    public void Configure(EntityTypeBuilder<AccountLink> builder)
    {
        builder.HasKey(l => new { l.AccountId, l.Kind });
        builder.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SignInAttemptMapping : IEntityTypeConfiguration<SignInAttempt>
{
    public void Configure(EntityTypeBuilder<SignInAttempt> builder)
    {
        builder.HasKey(a => new { a.Subject, a.From });
        builder.HasIndex(a => a.LastAt);
    }
}

internal sealed class SecondFactorMapping : IEntityTypeConfiguration<Authenticator>, IEntityTypeConfiguration<RecoveryCode>, IEntityTypeConfiguration<SpentToken>
{
    public void Configure(EntityTypeBuilder<Authenticator> builder)
    {
        builder.HasKey(a => a.AccountId);
        builder.HasOne<Account>().WithMany().HasForeignKey(a => a.AccountId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<RecoveryCode> builder)
    {
        builder.HasKey(c => new { c.AccountId, c.Hash });
        builder.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<SpentToken> builder) => builder.HasKey(t => t.Hash);
}

internal sealed class DirectoryMapping : IEntityTypeConfiguration<DirectoryToken>, IEntityTypeConfiguration<DirectoryPerson>, IEntityTypeConfiguration<DirectoryGroup>, IEntityTypeConfiguration<DirectoryMember>
{
    public void Configure(EntityTypeBuilder<DirectoryToken> builder)
    {
        builder.HasKey(t => t.Provider);
        builder.HasIndex(t => t.Hash).IsUnique();
    }

    public void Configure(EntityTypeBuilder<DirectoryPerson> builder)
    {
        builder.HasKey(p => p.AccountId);
        builder.HasOne<Account>().WithMany().HasForeignKey(p => p.AccountId).OnDelete(DeleteBehavior.Cascade);
        builder.HasIndex(p => new { p.Provider, p.UserNameKey }).IsUnique().HasFilter("deleted_at is null").HasDatabaseName(DirectoryPerson.UserNameIsUnique);
        builder.HasIndex(p => new { p.Provider, p.ExternalId }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<DirectoryGroup> builder)
    {
        builder.Property(g => g.Id).ValueGeneratedNever();
        builder.HasIndex(g => new { g.Provider, g.NameKey }).IsUnique().HasDatabaseName(DirectoryGroup.NameIsUnique);
    }

    public void Configure(EntityTypeBuilder<DirectoryMember> builder)
    {
        builder.HasKey(m => new { m.GroupId, m.AccountId });
        builder.HasOne<DirectoryGroup>().WithMany().HasForeignKey(m => m.GroupId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<DirectoryPerson>().WithMany().HasForeignKey(m => m.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class RolePermissionMapping : IEntityTypeConfiguration<RolePermission>
{
    public void Configure(EntityTypeBuilder<RolePermission> builder)
    {
        builder.HasKey(p => new { p.RoleId, p.Permission });
        builder.HasOne<IdentityRole<Guid>>().WithMany().HasForeignKey(p => p.RoleId).OnDelete(DeleteBehavior.Cascade);
    }
}
