"""Account names that point at no single person."""

GENERIC: frozenset[str] = frozenset(
    """
    account admin administrator all anon anonymous apache app application backup bar baz bin bot build buildbot
    builder centos ci circleci client coder codespace contact container core daemon debian default demo deploy
    deployer dev developer developers devops dir docker ec2-user elastic etc everyone example false fedora file foo
    games git github gitlab gitpod gnats group guest hadoop hdfs here hg home homebrew host http httpd info irc java
    jenkins jovyan kafka lib linuxbrew list localhost login lp mail man me mongo mongodb my mysql name news nginx
    nix nixbld nobody node none null operator ops opt oracle owner path pi postgres postgresql production proxy
    public python redis root ruby runner sales sandbox self server service shared somebody someone spark src staff
    staging string support svn sync sys system team test tester testuser this tmp travis true ubuntu undefined user
    user_name username users usr uucp vagrant var vscode web webapp workspace www www-data you your
    """.split()
)
"""Lower case; of the operating system, of services and of placeholders."""

ORGANISATIONS: frozenset[str] = frozenset(
    """
    about actions adobe airbnb alibaba amazon angular ansible apache api apple apps arduino assets atlassian atom
    auth0 aws aws-amplify awslabs axios azure babel basecamp bazelbuild bitcoin blog boostorg bootstrap bumptech
    capistrano cisco clojure cloudflare cloudfoundry cockroachdb codespaces collections composer conda conda-forge
    contact containerd coreos cpan crystal-lang customer-stories cypress-io dart-lang datadog debian deepmind
    digitalocean docker docs doctrine dotnet downloads education elastic electron elixir-lang ember emberjs
    enterprise envoyproxy eslint etcd-io ethereum events explore expo expressjs facebook facebookresearch fastify
    features fedora firebase flutter freebsd freedesktop gatsbyjs getsentry gist gists git github gitlab gitlab-org
    gnome gnu go-yaml gohugoio golang google google-research googleapis googlechrome googlecloudplatform gorilla
    gradle grafana graphql grpc guzzle hapijs hashicorp haskell helm help heroku homebrew huggingface ibm images
    influxdata intel ionic-team issues istio jashkenas jekyll jenkinsci jestjs jetbrains join jquery js jupyter
    jupyterhub kde keras-team kotlin kubernetes kubernetes-sigs laravel less libgit2 linkedin linux llvm lodash
    login mapbox marketplace matplotlib mdn meta meteor microsoft mochajs mongodb mozilla mysql netflix netty new
    nginx nlohmann node nodejs nonprofit notifications npm nuget numpy nvidia nvim odoo openai opencv openjdk
    openresty openshift openssh openssl openstack opentracing oracle organizations orgs owasp palantir pallets
    pandas-dev perl php phpunit pingcap pnpm postgres prettier pricing prometheus protocolbuffers psf pulls puppet
    puppetlabs pypa pypi pytest-dev python pytorch rack rails raw react reactivex reactjs readme redhat redis repos
    request requirejs rollup rubocop ruby rubygems rust-lang rustls rxjs salesforce samsung sass scala scikit-learn
    scipy scrapy search security sequelize serde-rs settings shopify sinatra site slackhq snyk socketio sphinx-doc
    sponsors spotify spring-projects square squareup stars static status storybookjs stripe styled-components
    sublimehq support sveltejs swift swiftlang symfony tensorflow tokio-rs topics travis-ci trending twbs twig
    twilio twitter typescript-eslint uber ubuntu unicode-org user users vercel vim vitejs vmware vuejs w3c webpack
    whatwg wikimedia wordpress yahoo yarnpkg yiisoft zendframework zeromq zopefoundation
    """.split()
)
"""Lower case; accounts of organisations on code hosts, and pages of the hosts themselves."""

_ORGANISATION_WORDS = (
    "labs", "project", "team", "foundation", "-org", "org-", "community", "group", "software", "systems", "studio", "corp",
    "-inc", "company", "official", "framework", "opensource", "open-source", "-js", "js-", "-io", "-lang", "-dev", "-rs",
    "-tools", "tools", "-sdk", "platform", "cloud", "tech", "solutions", "research", "university", "institute", "consortium",
    "alliance", "security", "network", "hub", "-plugins", "plugins", "packages", "collective", "works", "soft", "linux",
    "python", "django", "-php", "ruby-", "node-", "rust-", "golang", "go-", "apache", "google", "microsoft", "azure", "aws",
)  # fmt: skip


def is_generic(name: str) -> bool:
    """Whether the account belongs to a system, a service or nobody."""
    lower = name.lower()
    return lower in GENERIC or lower.rstrip("0123456789") in GENERIC


def is_organisation(name: str) -> bool:
    """Whether the account on a code host looks like that of an organisation, or is a page of the host."""
    lower = name.lower()
    return lower in ORGANISATIONS or any(word in lower for word in _ORGANISATION_WORDS)
