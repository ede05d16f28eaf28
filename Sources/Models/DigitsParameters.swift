extension Preset {
  /// The parameters of the network `digits`, in the order in which its plan declares them: each number
  /// as a little-endian 32-bit float, all of them in Base64.
  ///
  /// They are code, so that the program needs no file beside it, and one text, because long array
  /// literals compile slowly. They were learnt from the first 1,350 of the digits that come with the
  /// program, by gradient descent on the cross-entropy, in batches of 10 over 40 epochs, the rate
  /// falling from 0.1 to 0 in a straight line and about half of the digits shifted by up to one pixel.
  /// Of six beginnings the one was kept that did best on the next 150; the last 297, of other
  /// writers, had no part in it.
  static let digitsParameters: StaticString = """
    w3MVvwWf3b/BGDs/aSlYv6UnXL/BG6U+I8w0v8LLdL9+E9k/sUWmvzpp6L/7gI6/+fBTPYL2a70+Nfa+YzuyPyHjvT/fp4g/\
    zRqgP1Q77z3QrM++lfikP4buUD2AqCm/MkScP2PqkT9FtsU+NEIRP2dEib+m6R+/IJcpP+aOP7+O/9e+cK+VP/7VkL/huyC/\
    LFaWvY/B+75Azko/y1ppvxPqrj8BhQw+28ROP14QKD8h7SO+u+e+P+g7kD6eXdK/zTSJvuC6lD9oRkO/9iBAv+E7uj9cA/a+\
    +vZoPgv9WT5y6PW/PtPQPl6ffb7TwXS/sfbwvsx7m7y8Awy//LzHPodIJD29A2e+vbiUvlgVsL4GV/2+rS5qvVAT4z1bAi4/\
    GLu/Pkn7GT9kYTC+vOaCPYtyzrxDK6E+EsyJvRwhqT8uga8+U2ABP59XSz8J2Dg+/sUxP7wKPD9Al2w9xAGDvV9FTb70yYi8\
    nqDlPq6XAL+M5eI+tcI1Pr1zaT7nTKS+tmoJP+4yk7tH3Ki9fbmNvtzo8D5ktF0+CaEoP2g0Gz/YYS+/ZzUfv3YoKr8B//O+\
    JPQrP0KF1D5ZPzM/OTquPqS+7T7Jtla/WK+yv1RC3r80M8w9pgFzPwu7Qj5D2ss+ZMlXP/zfxD46nvs+1zumPpRlNT4aXVK/\
    SFz7vkN4N7+8XZg9evBoPgkxIT1nZqU+8J88viQ3Xr8i1IO7b7Ufv/ohuz5tVXG+utYQP3xbR70rDJq9dvnDPkR4Eb+o4mW/\
    FF+NvQuo1723rwq/tBTivujVJT3J3QS+zomYvWyOfj+FC5G+TocyP+kQi77f7pQ/+f51PsFWNr/hsSs9/hTaPrDVWb7zLEU+\
    rCIhPy9N0b3Uz8w/iMuHP8jxv78y4ZW/Fv9BvoCpWb0w2Za+kcdkPi2s1j5Z8q4+zjY8v8jFQb9lZsG8cCcmvgFRKL7+MtQ9\
    pl0hvyuOBj7yTEm/nZOevuN9zr0hrBQ+CYZXvv+VEb+41+k+rS3bPJ67DT8lqG6+PPI9P7Ap0z5aopk9FKqIvTmHHr6jJQI/\
    Izu+PKUsIT6e0qM+vOs9P3D+jb52WDq+QLiFPwMFGrznfkq934Zxv2cU076WfRM/R6xlvg8IhD/G+Tc/1B2YvnYwpT6bvRI/\
    NB4YP1G2Rr0D2pC9NfxwvnCn4j5L8xe/eAwyvs1OB70ftp6+ladkv0/R+j6BAKM9t/pKPv8SxT7D4te+tAgpPyG4TL8JMYC+\
    TQAbviWxbb69c249hIeevdvc0r648AM+OB1AP2BJ07zYUZY+ExogP+vBEz8fgdQ+LjNmvglKM760oYo9HXG8vmn2XT9L6RQ/\
    UNByu9+AEr88riu9HHqYPpw6g774Jfk9FvZjv8LHFz6SFvs+YFcCv/4cq76ZLB+/tFuGPfQMoL4Fq7E+6yArv6/6TT/hWIK+\
    UQZyPdLEsT8ZGqE+S2oOPtAZAL7iX4u8z5oPP0/bJT9lchg/ogmDP5uTQL7gFby97TqyPnZ/Hb8cJgK/TXhoPvTz2LsXBb++\
    X+2nPtZx9T5AnGk+izIGPhh0Rb8vFTC/O+QQP/VXnT74Kz4/Z64iPz6SmT4V1YG94NSzvlhLDb+coxi/JHAoPys37j4bZ1W8\
    Bq+iPzGCkT54gxG/OlmCvsw4qL+md5q+8AwVv/JZvT41lCa/axsNPfeRjr6SnnI/bZsTPGrgBD/EnkK/o2oYPZvNLL9tqOG+\
    6eECPj8bfb6XRAe+Cvo5PO3it74KXTA+UlaUvaHvRL7nZEe+/nj7PIvMoL5KHkG+rDQSvjKNNL59iB8+JXNHPb3+Fz7yZio8\
    AC1CviybYb5A2YW+mVlEvnlEjT350wo+dpkPvqrOVL4DhG2+45MUP0tulDwQGQc+OyNgvqD/Bj5xqw89iPJ6vTezIj+Ub4m+\
    WvDiO0cEDj8q1QQ9B3mUPk2uWL0TKkY+8E3Tvt4zEz8+cak+23pavvvRuD4WEy2/zO6YvqgWML6x/vW+7LKjvt/rc74Eth++\
    ahPgvv1+mz7eX4q+AZfrvqIUtz7LrtS9OYdwvkCy7b7QPoc+bjoZvhFHAD9GvIW9V1n4Pulw/Lq8JFQ+a3CLPoF8lT7XnTM/\
    OSctPrZGMT8nTqw+luYlP6sYGr8ERfa+sxytvy/MFL4NASM+u/kwvgxqFL4bKNc97udWvbmAhjpAbuY+nYtxPrigaL4nZt4+\
    bkQGvpP5I7/apis/mel6P30nWz7//Gw/XknYvvjqdT6wIGO+nRYrPnGIx74EZx+/Ppu5vUXyH78Kd4e+mmdrPhKC8779fbW+\
    TzptPXqB7D4pYAy/xum2PkaLjb61dQQ/pCuNPvJLlb68gC6/P2DUvro+Pr6OTh+//x0lP+Oigb7Q/cm+IJrivhTaXj5BtgW+\
    AYm2Pql3oT0aq6g9PVkHPW36UL6KeBw+s18UPX91BD9Sy4Q+loBgvwcDNL5pm9e8hMmYPg3SkD2xUaQ8ZaxoP1aSlb4ArIe/\
    zSrPPhwu1z4sniG/pPtcv3DFbb5WA/O+A6cMvVG5o77aB5e+fGrwPmFHlr70zU69ID8Xv97RS741pNE94v0UP8oooL4grKI9\
    0mKmvih3hb86MJQ92UmFu7FdXT5mVV89Ko6uPYFE7j4pYm8+x1Gnvqe3ED/G9xi+7/IAP9o3ET6Iblw+JE5dvfgaZr1suEm9\
    Mrh6PkkfFD4pFgG/8Up4PgemRL/EJgO/hC/RO4e+Xj4AefG+v2p7vfrefL5EDKe9ViwFPQReM75tUOg+6fNFP4NXbr/w0ce9\
    J9/RvXm4iz6FBxO/e8IkvfvGFL0Y8ga+E0tsv0n+pTpqsJc9KOrJPk0gIT7y9xU+rBu9vEQMBz/ruPk9IPx1PYhCdr9OsyW/\
    6tkCvw2ghr6uWDU+t4D4PsOR/z62nso9NisoP5nMLD5TTIG+yREtPlu1xr3gZ/g9yPJ5vrAlzz5dYfk+sMB3vYV0DD+tByk/\
    Q2Ynvr5k9T22bgi/F8rrvjuuUr6jGto+cFCoviGemL68/sC9SwYnv3auZT4r1gY+3ps5P1s7FT66mfW9n3MJvrnCKT6UIW0+\
    Ilccvo97Hz8DBSg+FiGyvpvhgb7bRO29CQ+TPuSjIbxxH9Y96QgBPhkKxT1HYd6+TocFPi7UY76AHDa/JRsXv890GD5LE32+\
    8NeSveICh7363d4900QRvb5VCL5oLj6+j7JyvowthL+1Akc+KQrnPWCJAr0d7Ry/8WHcPSDjGr3ZdhM/rVNwvw3fOz6Vk20+\
    zcDlPdbAib64/u0+TOWWPk24Mz8Jwe4+syg9P3ewqz6Z0Tm+YUDsvtAAs74Rl1I+bnpYP933pb2u/R0+c48xvp3yxD5W2vC+\
    rAsQvxKLBz6rFZS+MFChPAEawD3t/Cg+Z3a3vrIHCz1YEgA/a7pOP1XDBr80mtm8ovqIPoFW+T3Yx0i9dU2pPUzVXT5VBYs7\
    1pjrvtHwCr8OXoK9i6B7P/Y0gj0qyAq+thfevirhUr7UT0Y+1E79vviBMD8w0Ny+o0rYvmF4Fr/XkfG+oa5APmOJ2D2lAR++\
    TWbyvkMow73d/g8/BwTVujniEz8QceA8D/fKPlNHWD8Irsw+ehr3PftORj4QOB2/7TAmPg0ux74NXRy+4dOgvrG7/z4NDvQ+\
    MNoGPnDcW74IVy0+FCmdvrzmx74DPiQ9h+Q8v5IwLb1VkWU++5o0vMv5azvJB1a+7c3gPMZ9vT2UpkU9UAGev8RDDL4GCBQ9\
    u+gHPjZURT93Ddq8hqTbPQsADz40ERE/IPEWP6hcCj0F6KO+S5Afv21KSb8YKms+qWuwvkC4JD7TcHm+t88zvhJ8077kxQE/\
    C9JbPt3dvr3Svp++uZhOvyCOcb4ABWa7cc0KPtQMPj5BczM+HubIPsA9WT6YcGA+v328PIrvCb7+/qU8/TY8v94RPz9HNxE/\
    /+DRPjydFj23lI09ptpmvVWQWj6bale+P/68Ph411D1zkwq9RVuhPvpqkD7Kv7m+d9kIP2LnDb//Ayu+yzjEvt/qiz0zvgG/\
    UVtxPjNG6TzrUru9UcoRPyGy9775Evy9reEnv7WUFL4+P+g+RJuLPo/2Gz4yTtM8MFqTPTZxE7+cNH6+u18TPZ3s2T4GKAA/\
    yhSCvhvhCj9AyTo+sMKCPRsxOT42kii+f8aPPpVwor575KU+mB9UvjnWsr6G7bi+OloWv7INP79e74E9wpRUPpcGAD0+WPe8\
    +oVSPhMiKT/OOWq/O2A2vk+76r7/Uay8UcqevZ00Ej3Pj9I9vpgYPiuIp72sc/Q+/iFxPhuZeL4yoHg+lvrqPuRw/T7h4Ps+\
    mJuEPyj+jD5BqX0+SnURP9oeoD7uQxC/BIbTPq8GOb8Hl/O+ZrC4vphT3DwwTjI7g4VevjKs6D3WJLK9mCSyvngn7r7h0J+9\
    MSKZvtHBub3SLKG9bYDkPsqq67619aA9ro8IP1fntz4lovA9OKxyPqa+Zb5nnj++CYXQvvKbe78TnWm9HaHMPqfZnL5+wI89\
    dzAzvrDVAD8JaRM/dMsiPQ==
    """
}
